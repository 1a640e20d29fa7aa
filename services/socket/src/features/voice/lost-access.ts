import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { VoiceEndReason } from '@maru/contracts/socket/voice';
import type { AccessCache } from '../access/access-cache.js';

export type LossSource = Pick<AccessCache, 'knownMember' | 'findInServer'>;

interface Place {
  serverId: ServerId;
  channelId: ChannelId;
}

/** Returns the reason why a person has lost access to a channel that they could see until now. Others must not learn that it is gone. */
export const reasonOfLoss = async (
  access: LossSource,
  userId: string,
  { serverId, channelId }: Place,
): Promise<VoiceEndReason> => {
  if (!(await access.knownMember(userId, serverId))) return 'not-a-member';
  return (await access.findInServer(serverId, channelId)) ? 'no-access' : 'channel-deleted';
};
