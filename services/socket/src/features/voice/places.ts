import type { VoiceLimits, VoiceMarks, VoiceMember } from '@maru/contracts/socket/voice';
import { can } from '@maru/contracts/permissions';
import { AppError } from '@maru/service-kit/app-error';
import type { ConversationAccess } from '../access/conversation.js';
import { sendsVideo } from './room.js';

type InServer = Extract<ConversationAccess, { scope: 'server' }>;
/** A voice channel as one member may use it. */
export type VoiceAccess = InServer & { voice: NonNullable<InServer['voice']> };

/** @throws CHANNEL_NOT_VOICE */
export const requireVoice = (conversation: ConversationAccess): VoiceAccess => {
  if (conversation.scope !== 'server' || !conversation.voice) throw new AppError('CHANNEL_NOT_VOICE');
  return { ...conversation, voice: conversation.voice };
};

export const allowedIn = ({ permissions, voice }: VoiceAccess): VoiceMember['allowed'] => ({
  // Owners and administrators have every permission, but a moderator's decision about their microphone holds.
  speak: can(permissions, 'speak') && !voice.isMuted,
  video: can(permissions, 'useVideo'),
  hear: !voice.isDeafened,
});

export const isSameAllowance = (a: VoiceMember['allowed'], b: VoiceMember['allowed']): boolean =>
  a.speak === b.speak && a.video === b.video && a.hear === b.hear;

/** Returns the marks without the video that the member may not send. */
export const marksWithin = (marks: VoiceMarks, allowed: VoiceMember['allowed']): VoiceMarks =>
  allowed.video ? marks : { ...marks, hasCamera: false, hasScreen: false };

/** Returns the number of people that the call takes while these are in it. */
const placesWith = (members: readonly VoiceMember[], { people, video }: VoiceLimits): number =>
  members.some(sendsVideo) ? video : people;

interface Entrance {
  /** The members without the one who joins. */
  others: readonly VoiceMember[];
  limits: VoiceLimits;
  channel: VoiceAccess;
}

/** The channel's own limit does not hold for members who move others. @throws CALL_FULL */
export const requirePlace = ({ others, limits, channel }: Entrance): void => {
  const isMover = can(channel.permissions, 'moveMembers');
  const ownLimit = isMover ? Infinity : (channel.voice.userLimit ?? Infinity);
  if (others.length >= Math.min(ownLimit, placesWith(others, limits))) throw new AppError('CALL_FULL');
};

/** True if a call of this many people, with the one concerned, takes video. */
export const takesVideo = (people: number, { video }: VoiceLimits): boolean => people <= video;
