import type { Channel } from '@maru/contracts/http/chat/channels';
import { can, type PermissionSet } from '@maru/contracts/permissions';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useOpenServer } from '@/entities/server/components/open-server';
import { permissionsIn } from '@/entities/server/model/permissions';
import { useMe } from '@/shared/api/session-store';
import { ErrorView } from '@/shared/ui/state-view';
import { usePending } from '@/entities/channel/api/outbox';
import { useTimeline } from '@/entities/channel/api/timelines';
import { readingPlaces } from '../model/reading-place';
import type { MessageTarget } from '@/entities/channel/model/timeline';
import styles from './channel-conversation.module.css';
import { Composer } from './composer';
import { MessageList } from './message-list';
import { MessageSkeletons } from './message-skeletons';
import { useArrival } from '@/entities/channel/components/use-arrival';
import { useReadOnlyText } from './use-read-only-text';

interface ChannelConversationProps {
  channel: Channel;
  /** The message to open the conversation at; undefined: the first unread one. */
  target: MessageTarget | undefined;
}

/** Members who manage messages or the channel are exempt from slow mode. */
const isSlowedDown = (permissions: PermissionSet) =>
  !can(permissions, 'manageMessages') && !can(permissions, 'manageChannels');

/**
 * The latest target: the reader keeps their place when the address no longer names one. After a reload it is the place where they were
 * reading.
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

/** A channel's messages and its composer. */
export const ChannelConversation = ({ channel, target: named }: ChannelConversationProps) => {
  const { channelId } = channel;
  const detail = useOpenServer();
  const permissions = permissionsIn(detail, channel);
  const readOnlyText = useReadOnlyText(detail, channel);
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
            canManageMessages={can(permissions, 'manageMessages')}
            arrival={arrival}
            target={target}
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
        <Composer
          key={channelId}
          channel={channel}
          slowModeSeconds={isSlowedDown(permissions) ? channel.slowModeSeconds : 0}
        />
      )}
    </div>
  );
};
