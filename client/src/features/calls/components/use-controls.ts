import { serverId as serverIdSchema } from '@maru/contracts/primitives';
import { useTranslation } from 'react-i18next';
import { useServer } from '@/entities/server/api/servers';
import { keysOf, type Shortcut } from '../model/shortcuts';
import { useOpenCall } from './call-context';

const isMac = (): boolean => navigator.userAgent.includes('Mac');

/** Returns a function that writes a button's words with its shortcut, as tooltips show it. */
export const useWithKeys = (): ((action: string, shortcut: Shortcut) => string) => {
  const { t } = useTranslation();
  return (action, shortcut) => t('calls.withKey', { action, key: keysOf(shortcut, isMac()) });
};

/** Returns whether the browser can share the screen; phones can't. */
export const canShareScreen = (): boolean => 'getDisplayMedia' in (navigator.mediaDevices ?? {});

/** The person's switches in the call, as buttons show them. */
export const useControls = () => {
  const { call, snapshot } = useOpenCall();
  const { marks, allowed, local } = snapshot;
  const { data: detail } = useServer(serverIdSchema.parse(snapshot.serverId));
  return {
    isMuted: marks.isMuted || !allowed.speak,
    isDeafened: marks.isDeafened || !allowed.hear,
    toggleMute: () => call.setMuted(!marks.isMuted),
    toggleDeafen: () => call.setDeafened(!marks.isDeafened),
    hasCamera: marks.hasCamera,
    isCameraOpening: local.camera.status === 'opening',
    toggleCamera: () => void call.setCamera(!marks.hasCamera),
    hasScreen: marks.hasScreen,
    stopScreen: () => void call.setScreen(null),
    maySpeak: allowed.speak,
    /** A moderator's doing; else the permission to speak is missing. */
    isServerMuted: !allowed.speak && detail?.me.isMuted === true,
    /** Only moderators take the hearing away. */
    mayHear: allowed.hear,
    mayShow: allowed.video,
  };
};
