import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Message } from '@maru/contracts/socket/messages';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/api/session-store';
import type { MenuItem } from '@/shared/ui/menu';
import { ErrorView, HouseDrawing, StateView } from '@/shared/ui/state-view';
import { usePending } from '../api/outbox';
import { useTimeline } from '../api/timelines';
import { readingPlaces } from '../model/reading-place';
import type { MessageTarget } from '../model/rows';
import styles from './channel-conversation.module.css';
import { Composer } from './composer';
import { MessageList } from './message-list';
import { MessageSkeletons } from './message-skeletons';
import { useArrival } from './use-arrival';

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

/**
 * The target that was named last: an address that names none any more takes nobody away from where they read. After a reload it is the
 * place where they were reading.
 */
const useLastTarget = (channelId: string, target: MessageTarget | undefined) => {
  const { userId } = useMe();
  const [last, setLast] = useState<MessageTarget | undefined>(() => {
    const place = readingPlaces.take(userId, channelId);
    return place ? { ...place, key: target?.key ?? 'reading-place' } : target;
  });
  if (target && target.key !== last?.key) setLast(target);
  return last;
};

/** A channel's page below its bar. */
export const ChannelConversation = ({ channel, ...props }: ChannelConversationProps) =>
  channel.type === 'voice' ? <VoiceChannel /> : <Conversation channel={channel} {...props} />;

const VoiceChannel = () => {
  const { t } = useTranslation();
  return (
    <div className={styles.conversation}>
      <StateView drawing={<HouseDrawing />} title={t('channels.voiceTitle')} text={t('channels.voiceText')} />
    </div>
  );
};

/** One text channel: its messages and where to write. */
const Conversation = ({
  channel,
  readOnlyText,
  canManageMessages,
  slowModeSeconds,
  target: named,
  ...slots
}: ChannelConversationProps) => {
  const { channelId } = channel;
  const me = useMe();
  const target = useLastTarget(channelId, named);
  const { timeline, error, retry } = useTimeline(channelId, target);
  const pending = usePending(me.userId, channelId);
  const { isReady, ...arrival } = useArrival(channelId, me.userId);
  const isShown = timeline !== undefined && isReady;
  return (
    <div className={styles.conversation}>
      <div className={styles.messages}>
        {isShown ? (
          <MessageList
            key={`${channelId} ${target?.key}`}
            channel={channel}
            timeline={timeline}
            pending={pending}
            canManageMessages={canManageMessages}
            arrival={arrival}
            target={target}
            {...slots}
          />
        ) : null}
        {!timeline && error ? <ErrorView error={error} onRetry={retry} /> : null}
        {!isShown && !(error && !timeline) ? <MessageSkeletons /> : null}
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
