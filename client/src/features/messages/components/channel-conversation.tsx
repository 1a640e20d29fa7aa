import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Message } from '@maru/contracts/socket/messages';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onConnected } from '@/shared/api/realtime';
import { useMe } from '@/shared/api/session-store';
import type { MenuItem } from '@/shared/ui/menu';
import { ErrorView, HouseDrawing, StateView } from '@/shared/ui/state-view';
import { usePending } from '../api/outbox';
import { closeChannel, forgetPast, resync, useTimeline } from '../api/timelines';
import type { MessageTarget } from '../model/rows';
import styles from './channel-conversation.module.css';
import { Composer } from './composer';
import { MessageList } from './message-list';
import { MessageSkeletons } from './message-skeletons';

/** What of other features a route puts into a conversation: this one knows only ids and texts. */
export interface ConversationSlots {
  /** The name as text. */
  renderName: (userId: string) => ReactNode;
  /** Name and picture that lead to the person. */
  linkName: (userId: string) => ReactNode;
  linkAvatar: (userId: string) => ReactNode;
  /** What stands below a sent text for the links in it; its height must not change while it loads. */
  renderLinks: (text: string) => ReactNode;
  /** What else may be done about a message. */
  actionsFor: (message: Message) => MenuItem[];
}

interface ChannelConversationProps extends ConversationSlots {
  channel: Channel;
  /** Why one may not write here; undefined for who may. */
  readOnlyText?: string;
  /** May delete what others wrote. */
  canManageMessages: boolean;
  /** How long this person waits between two messages; 0: not at all. */
  slowModeSeconds: number;
  /** The message to open it at; undefined: where one usually starts. */
  target: MessageTarget | undefined;
}

/** Keeps the channel open on the socket while it is shown; catches up after each reconnection. */
const useOpenChannel = (channelId: Channel['channelId']) => {
  useEffect(() => {
    const stop = onConnected(() => void resync(channelId).catch(() => undefined));
    return () => {
      stop();
      forgetPast(channelId);
      closeChannel(channelId);
    };
  }, [channelId]);
};

/** The target that was named last: an address that names none any more takes nobody away from where they read. */
const useLastTarget = (target: MessageTarget | undefined) => {
  const [last, setLast] = useState(target);
  if (target && target.key !== last?.key) setLast(target);
  return last;
};

/** One text channel: its messages and where to write. */
export const ChannelConversation = ({
  channel,
  readOnlyText,
  canManageMessages,
  slowModeSeconds,
  target: named,
  ...slots
}: ChannelConversationProps) => {
  const { t } = useTranslation();
  const { channelId } = channel;
  const me = useMe();
  const target = useLastTarget(named);
  const { timeline, error, retry } = useTimeline(channelId, target);
  const pending = usePending(me.userId, channelId);
  useOpenChannel(channelId);

  if (channel.type === 'voice') {
    return (
      <StateView drawing={<HouseDrawing />} title={t('channels.voiceTitle')} text={t('channels.voiceText')} />
    );
  }
  return (
    <div className={styles.conversation}>
      <div className={styles.messages}>
        {timeline ? (
          <MessageList
            key={`${channelId} ${target?.key}`}
            channel={channel}
            timeline={timeline}
            pending={pending}
            canManageMessages={canManageMessages}
            targetSeq={target?.seq}
            {...slots}
          />
        ) : null}
        {!timeline && error ? <ErrorView error={error} onRetry={retry} /> : null}
        {!timeline && !error ? <MessageSkeletons /> : null}
      </div>
      {readOnlyText ? (
        <p className={styles.readOnly} role="status">
          <Lock size={16} aria-hidden="true" />
          {readOnlyText}
        </p>
      ) : (
        <Composer key={channelId} channel={channel} slowModeSeconds={slowModeSeconds} />
      )}
    </div>
  );
};
