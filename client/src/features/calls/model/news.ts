import type { CallSnapshot } from './call.js';
import type { CallSound } from './sounds.js';

/** A change in a call that its people are told about. */
export type CallNews =
  | { kind: 'joined' | 'left' | 'sharing'; userId: string }
  | {
      kind:
        | 'connected'
        | 'reconnecting'
        | 'back'
        | 'moved'
        | 'muted'
        | 'unmuted'
        | 'deafened'
        | 'undeafened'
        | 'gone';
    }
  | { kind: 'ended' };

const isIn = ({ status }: CallSnapshot): boolean => status === 'connected' || status === 'reconnecting';

const sharing = ({ remotes }: CallSnapshot): string[] =>
  remotes.filter(({ member }) => member.marks.hasScreen).map(({ member }) => member.userId);

const people = ({ remotes }: CallSnapshot): string[] => remotes.map(({ member }) => member.userId);

const without = (ids: string[], others: string[]): string[] => ids.filter((id) => !others.includes(id));

const statusNews = (before: CallSnapshot, after: CallSnapshot): CallNews[] => {
  if (before.channelId !== after.channelId) return [{ kind: 'moved' }];
  if (before.status === after.status) return [];
  if (after.status === 'reconnecting') return [{ kind: 'reconnecting' }];
  if (after.status === 'connected')
    return [{ kind: before.status === 'reconnecting' ? 'back' : 'connected' }];
  if (after.status === 'ended') return [{ kind: after.endReason ? 'ended' : 'gone' }];
  return [];
};

const ownNews = (before: CallSnapshot, after: CallSnapshot): CallNews[] => {
  if (before.marks.isDeafened !== after.marks.isDeafened)
    return [{ kind: after.marks.isDeafened ? 'deafened' : 'undeafened' }];
  if (before.marks.isMuted !== after.marks.isMuted)
    return [{ kind: after.marks.isMuted ? 'muted' : 'unmuted' }];
  return [];
};

/** The news between two pictures of a call. People who were there before the viewer are no news. */
export const newsBetween = (before: CallSnapshot, after: CallSnapshot): CallNews[] => {
  const news = statusNews(before, after);
  // Without a start, the roster of the call that a moderator moved the viewer into is still to come.
  const isNewCall = before.channelId !== after.channelId || before.startedAt === null;
  if (!isIn(before) || !isIn(after) || isNewCall) return news;
  const [were, are] = [people(before), people(after)];
  return [
    ...news,
    ...ownNews(before, after),
    ...without(are, were).map((userId) => ({ kind: 'joined' as const, userId })),
    ...without(were, are).map((userId) => ({ kind: 'left' as const, userId })),
    ...without(sharing(after), sharing(before)).map((userId) => ({ kind: 'sharing' as const, userId })),
  ];
};

const sounds: Record<CallNews['kind'], CallSound | undefined> = {
  joined: 'join',
  left: 'leave',
  sharing: undefined,
  connected: 'join',
  reconnecting: 'disconnect',
  back: 'join',
  moved: 'join',
  muted: 'mute',
  unmuted: 'unmute',
  deafened: 'mute',
  undeafened: 'unmute',
  gone: 'leave',
  ended: 'disconnect',
};

/** The sounds of some news, each once however many people come at the same time. */
export const soundsOf = (news: readonly CallNews[]): CallSound[] => [
  ...new Set(news.flatMap(({ kind }) => sounds[kind] ?? [])),
];
