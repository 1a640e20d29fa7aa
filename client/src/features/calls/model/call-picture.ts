import type { CallSnapshot } from './call.js';
import type { CallOptions } from './call-options.js';
import type { CallParts } from './call-parts.js';
import { shownStatus } from './call-view.js';

type State = Pick<CallSnapshot, 'status' | 'endReason' | 'allowed' | 'limits'>;

/** Returns the picture of a call in this state. */
export const pictureOf = (
  { serverId, media, playback }: CallOptions,
  { me, link, roster, switches, peers, ice }: CallParts,
  state: State,
): CallSnapshot => {
  const { marks, wasMuted } = switches;
  const remotes = peers.remotes();
  return {
    ...state,
    serverId,
    channelId: link.channelId,
    sessionId: me.sessionId,
    status: shownStatus(state.status, remotes),
    startedAt: roster.startedAt,
    marks,
    wasMuted,
    remotes,
    local: media.snapshot(),
    isSoundBlocked: playback.isBlocked(),
    trouble: peers.trouble(),
    lacksRelay: ice.lacksRelay,
  };
};
