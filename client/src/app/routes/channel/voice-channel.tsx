import { can } from '@maru/contracts/permissions';
import { MessageSquareText, X } from 'lucide-react';
import { lazy, use, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'react-router-dom';
import { useVoiceRooms } from '@/entities/channel/api/voice-rooms';
import { useChannelStates } from '@/entities/channel/api/channel-states';
import { isUnread } from '@/entities/channel/model/channel-states';
import { permissionsIn } from '@/entities/server/model/permissions';
import { joinCall } from '@/features/calls/api/join-call';
import { CallContext } from '@/features/calls/components/call-context';
import { CallStateView } from '@/features/calls/components/room/call-state-view';
import { JoinView } from '@/features/calls/components/room/join-view';
import { NoteButton } from '@/features/notes/components/note-button';
import { NotePanel } from '@/features/notes/components/note-panel';
import { IconButton } from '@/shared/ui/icon-button';
import { LazyPart } from '@/shared/ui/lazy-part';
import { CoveredCallBar } from '../../shell/call/call-places';
import { useCallNames } from '../../shell/call/use-call-names';
import { MessageContributions } from '../../shell/message-contributions';
import styles from '../../shell/shell.module.css';
import { ChannelBar } from './channel-bar';
import { Conversation, type OpenChannelProps } from './conversation';
import voice from './voice-channel.module.css';

const CallRoom = lazy(async () => {
  const { CallRoom: component } = await import('@/features/calls/components/room/call-room');
  return { default: component };
});

/** Returns whether the viewer is in the call of this channel. */
const useIsInCall = (channelId: string): boolean => {
  const snapshot = use(CallContext)?.snapshot;
  return snapshot?.channelId === channelId && ['connected', 'reconnecting'].includes(snapshot.status);
};

type SideName = 'chat' | 'notes';

/** The pane beside the call. An address that leads to a message or to the notes opens it, also if the channel is open already. */
const useSide = (target: OpenChannelProps['target'], mayConnect: boolean) => {
  const { key } = useLocation();
  const [query] = useSearchParams();
  const wanted: SideName | undefined = query.has('notes') ? 'notes' : target && 'chat';
  const [side, setSide] = useState<SideName | undefined>(wanted ?? (mayConnect ? undefined : 'chat'));
  const [openedBy, setOpenedBy] = useState(key);
  if (openedBy !== key) {
    setOpenedBy(key);
    if (wanted) setSide(wanted);
  }
  return [side, setSide] as const;
};

/** A voice channel: its call, and beside it its chat or its notes. */
export const VoiceChannel = ({ detail, channel, target }: OpenChannelProps) => {
  const { t } = useTranslation();
  const mayConnect = can(permissionsIn(detail, channel), 'connect');
  const [side, setSide] = useSide(target, mayConnect);
  const isChatOpen = side === 'chat';
  const close = () => setSide(undefined);
  const hasUnread = isUnread(useChannelStates()[channel.channelId]) && !isChatOpen;
  const label = t(isChatOpen ? 'calls.room.hideChat' : 'calls.room.showChat');
  return (
    <main className={styles.main}>
      {side ? <CoveredCallBar channelId={channel.channelId} onBack={close} /> : null}
      <ChannelBar server={detail.server} channel={channel}>
        <NoteButton
          channel={channel}
          isOpen={side === 'notes'}
          onToggle={() => setSide(side === 'notes' ? undefined : 'notes')}
        />
        <span className={voice.toggle}>
          <IconButton
            icon={MessageSquareText}
            label={hasUnread ? `${label}, ${t('calls.room.unreadChat')}` : label}
            aria-pressed={isChatOpen}
            onClick={() => setSide(isChatOpen ? undefined : 'chat')}
          />
          {hasUnread ? <span className={voice.dot} /> : null}
        </span>
      </ChannelBar>
      <div className={styles.content}>
        <div className={voice.room} data-beside={side !== undefined || undefined}>
          <CallPart detail={detail} channel={channel} mayConnect={mayConnect} />
        </div>
        {isChatOpen ? (
          <Side title={t('calls.room.chat')} onClose={close}>
            <Conversation channel={channel} target={target} />
          </Side>
        ) : null}
        {side === 'notes' ? (
          <Side title={t('notes.title')} onClose={close}>
            <MessageContributions>
              <Notes channel={channel} />
            </MessageContributions>
          </Side>
        ) : null}
      </div>
    </main>
  );
};

/** The snapshot changes with every word that is spoken, so only small parts of the page read it. */
const Notes = ({ channel }: Pick<OpenChannelProps, 'channel'>) => (
  <NotePanel channel={channel} isInCall={useIsInCall(channel.channelId)} />
);

type CallPartProps = Pick<OpenChannelProps, 'detail' | 'channel'> & { mayConnect: boolean };

/** The call of this channel if the viewer is in it, or else the way in. */
const CallPart = ({ detail, channel, mayConnect }: CallPartProps) => {
  const open = use(CallContext);
  const room = useVoiceRooms(detail.server.serverId).get(channel.channelId);
  const join = () => joinCall(channel);
  const { status, endReason } = open?.snapshot ?? {};
  const hasLeft = status === 'ended' && endReason === undefined;
  if (open?.snapshot.channelId === channel.channelId && !hasLeft) {
    const state = <CallStateView onRejoin={join} />;
    if (status !== 'connected' && status !== 'reconnecting') return state;
    return (
      <LazyPart placeholder={state}>
        <CallRoom channelName={channel.name} />
      </LazyPart>
    );
  }
  const view = {
    channelName: channel.name,
    room,
    limit: channel.userLimit,
    mayConnect,
    hasLeft,
    onJoin: join,
  };
  if (!open || status === 'ended') return <JoinView {...view} otherCall={undefined} />;
  return <JoinFromCall {...view} open={open} />;
};

const JoinFromCall = ({
  open,
  ...view
}: Omit<Parameters<typeof JoinView>[0], 'otherCall'> & { open: Parameters<typeof useCallNames>[0] }) => (
  <JoinView {...view} otherCall={useCallNames(open).channelName} />
);

interface SideProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

const Side = ({ title, onClose, children }: SideProps) => {
  const { t } = useTranslation();
  return (
    <aside className={voice.side} aria-label={title}>
      <header className={voice.head}>
        <h3 className={voice.title}>{title}</h3>
        <IconButton icon={X} label={t('common.close')} onClick={onClose} />
      </header>
      <div className={voice.body}>{children}</div>
    </aside>
  );
};
