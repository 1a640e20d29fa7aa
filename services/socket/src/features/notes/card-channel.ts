import {
  isSeenByAll,
  overwritesOf,
  resolvePermissions,
  type ChannelRules,
  type ServerRules,
} from '@maru/contracts/permission-rules';
import { can, permissionBits } from '@maru/contracts/permissions';
import type { ChannelId } from '@maru/contracts/primitives';
import type { MemberAccess } from '../access/member-access.js';

const { viewChannel } = permissionBits;

/** Everything that lets members see a channel or keeps them from it, in a comparable form. */
const sightRules = (rules: ServerRules, channel: ChannelRules): string =>
  overwritesOf(rules, channel)
    .filter(({ allow, deny }) => ((allow | deny) & viewChannel) !== 0)
    .map(({ targetId, allow, deny }) => `${targetId} ${allow & viewChannel} ${deny & viewChannel}`)
    .sort()
    .join();

/** True if every member who sees `channel` surely sees the voice channel, too, also after roles of members change. */
const isSeenByNoMore = (rules: ServerRules, channel: ChannelRules, voice: ChannelRules): boolean =>
  isSeenByAll(rules, voice) || sightRules(rules, channel) === sightRules(rules, voice);

/**
 * The channel for the card of a note in `voice`: the oldest text channel in which its starter may write and whose readers all may see the
 * note. Undefined if there is none.
 */
export const cardChannelFor = ({ rules, member }: MemberAccess, voice: ChannelRules): ChannelId | undefined =>
  rules.channels
    .filter(({ type }) => type === 'text')
    .filter((channel) => isSeenByNoMore(rules, channel, voice))
    .filter((channel) => can(resolvePermissions({ rules, member, channel }), 'sendMessages'))
    .map(({ channelId }) => channelId)
    .sort()[0];
