import {
  Headphones,
  HeadphoneOff,
  Mic,
  MicOff,
  MonitorUp,
  MonitorX,
  Video,
  VideoOff,
  type LucideIcon,
} from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { canShareScreen, useControls, useWithKeys } from '../use-controls';
import styles from './control-buttons.module.css';
import { ShareMenu } from './share-menu';

interface ControlButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  label: string;
  hint?: string;
  tone?: 'plain' | 'off' | 'on';
  ref?: Ref<HTMLButtonElement>;
}

/** A switch of the call. Its name says what a press does; its colour says how things stand. */
export const ControlButton = ({
  icon: Icon,
  label,
  hint = label,
  tone = 'plain',
  className = '',
  ...rest
}: ControlButtonProps) => (
  <button
    type="button"
    {...rest}
    aria-label={label}
    title={hint}
    data-tone={tone}
    className={`${styles.button} ${className}`}
  >
    <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
  </button>
);

interface ClassProps {
  className?: string;
}

export const MuteButton = ({ className }: ClassProps) => {
  const { t } = useTranslation();
  const withKeys = useWithKeys();
  const { isMuted, maySpeak, isServerMuted, toggleMute } = useControls();
  const refusal = t(isServerMuted ? 'calls.serverMuted' : 'calls.mayNotSpeak');
  const label = t(isMuted ? 'calls.unmute' : 'calls.mute');
  return (
    <ControlButton
      className={className}
      icon={isMuted ? MicOff : Mic}
      label={label}
      hint={maySpeak ? withKeys(label, 'mute') : refusal}
      tone={isMuted ? 'off' : 'plain'}
      disabled={!maySpeak}
      onClick={toggleMute}
    />
  );
};

export const DeafenButton = ({ className }: ClassProps) => {
  const { t } = useTranslation();
  const withKeys = useWithKeys();
  const { isDeafened, mayHear, toggleDeafen } = useControls();
  const label = t(isDeafened ? 'calls.undeafen' : 'calls.deafen');
  return (
    <ControlButton
      className={className}
      icon={isDeafened ? HeadphoneOff : Headphones}
      label={label}
      hint={mayHear ? withKeys(label, 'deafen') : t('calls.serverDeafened')}
      tone={isDeafened ? 'off' : 'plain'}
      disabled={!mayHear}
      onClick={toggleDeafen}
    />
  );
};

export const CameraButton = ({ className }: ClassProps) => {
  const { t } = useTranslation();
  const { hasCamera, isCameraOpening, mayShow, toggleCamera } = useControls();
  const label = t(hasCamera ? 'calls.cameraOff' : 'calls.cameraOn');
  return (
    <ControlButton
      className={className}
      icon={hasCamera ? Video : VideoOff}
      label={label}
      hint={mayShow ? label : t('calls.mayNotShow')}
      tone={hasCamera ? 'on' : 'plain'}
      disabled={!mayShow}
      aria-busy={isCameraOpening || undefined}
      onClick={toggleCamera}
    />
  );
};

/** Absent where the browser can't share. */
export const ScreenButton = ({ className }: ClassProps) => {
  const { t } = useTranslation();
  const { hasScreen, mayShow, stopScreen } = useControls();
  if (!canShareScreen()) return null;
  if (hasScreen)
    return (
      <ControlButton
        className={className}
        icon={MonitorX}
        label={t('calls.stopShare')}
        tone="on"
        onClick={stopScreen}
      />
    );
  const label = t('calls.share');
  return (
    <ShareMenu>
      <ControlButton
        className={className}
        icon={MonitorUp}
        label={label}
        hint={mayShow ? label : t('calls.mayNotShow')}
        disabled={!mayShow}
      />
    </ShareMenu>
  );
};
