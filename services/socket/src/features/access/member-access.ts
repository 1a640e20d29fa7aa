import type { FullServerRules } from '@maru/contracts/internal/access';
import type { ChannelRules, MemberRules } from '@maru/contracts/permission-rules';
import type { ChannelId } from '@maru/contracts/primitives';

/** A server's rules, with its channels by id. */
export interface IndexedRules {
  rules: FullServerRules;
  channels: ReadonlyMap<ChannelId, ChannelRules>;
}

/** A person in one of their servers. */
export interface MemberAccess extends IndexedRules {
  member: MemberRules;
}

export const indexRules = (rules: FullServerRules): IndexedRules => ({
  rules,
  channels: new Map(rules.channels.map((channel) => [channel.channelId, channel])),
});
