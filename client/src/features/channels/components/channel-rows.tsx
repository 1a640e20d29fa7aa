import type { Channel } from '@maru/contracts/http/chat/channels';
import { Fragment, use, type KeyboardEvent } from 'react';
import { useChannelStates } from '@/entities/channel/api/channel-states';
import { isUnread } from '@/entities/channel/model/channel-states';
import type { ChannelPlace, Held } from '../model/layout';
import type { PlaceAccess } from '@/entities/channel/model/access';
import { ChannelContributionsContext } from './channel-contributions';
import styles from './channel-list.module.css';
import { ChannelRow, type Line } from './channel-row';

interface ChannelRowsProps {
  channels: Channel[];
  access: (id: string) => PlaceAccess;
  activeChannelId: string | undefined;
  canArrange: boolean;
  isFolded: boolean;
  heldId: string | undefined;
  /** The destination of a dragged channel among these. */
  target: ChannelPlace | undefined;
  onKey: (event: KeyboardEvent, held: Held) => void;
}

const lineOf = (target: ChannelPlace | undefined, channelId: string, isLast: boolean): Line => {
  if (!target) return undefined;
  if (target.before === channelId) return 'above';
  return target.before === null && isLast ? 'below' : undefined;
};

/** The channels of one group. */
export const ChannelRows = (props: ChannelRowsProps) => {
  const { channels, access, activeChannelId, canArrange, isFolded, heldId, target, onKey } = props;
  const states = useChannelStates();
  const { busy, BelowRow } = use(ChannelContributionsContext);
  const rows = channels.map((channel) => ({
    channel,
    isActive: channel.channelId === activeChannelId,
    hasUnread: channel.channelId !== activeChannelId && isUnread(states[channel.channelId]),
  }));
  const visible = isFolded
    ? rows.filter(({ channel, isActive, hasUnread }) => isActive || hasUnread || busy.has(channel.channelId))
    : rows;
  if (visible.length === 0) return target ? <div className={styles.landing} data-line="above" /> : null;
  return (
    <ul className={styles.rows}>
      {visible.map(({ channel, isActive, hasUnread }, index) => (
        <Fragment key={channel.channelId}>
          <ChannelRow
            channel={channel}
            access={access(channel.channelId)}
            isActive={isActive}
            hasUnread={hasUnread}
            isHeld={channel.channelId === heldId}
            line={lineOf(target, channel.channelId, index === visible.length - 1)}
            canArrange={canArrange}
            onKey={onKey}
          />
          <BelowRow channel={channel} />
        </Fragment>
      ))}
    </ul>
  );
};
