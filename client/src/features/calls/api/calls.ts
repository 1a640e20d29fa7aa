import type { VoiceMarks } from '@maru/contracts/socket/voice';
import { ulid } from 'ulid';
import { onPersonLeft, useSession } from '@/shared/api/session-store';
import type { Call, CallSnapshot } from '../model/call';
import { lastStays, type LastStay } from '../model/last-stay';
import { useCurrentCall } from './current-call';
import { openCall } from './open-call';

export interface Place {
  serverId: string;
  channelId: string;
}

/** The session and switches with which a call begins. */
export type Start = Pick<LastStay, 'sessionId' | 'marks' | 'wasMuted'>;

/** The store may forget it before its devices are free. */
let running: Call | undefined;

const quiet: VoiceMarks = { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false };

const hasEnded = (snapshot: CallSnapshot) => snapshot.status === 'ended';

/** Shows a call, and remembers it for a reload of this tab. */
const show = (call: Call, userId: string) => {
  let kept: LastStay | undefined;
  const update = () => {
    const snapshot = call.snapshot();
    const { serverId, channelId, sessionId, marks, wasMuted, status } = snapshot;
    const isIn = status === 'connected' || status === 'reconnecting';
    const isKept = kept?.marks === marks && kept.channelId === channelId && kept.sessionId === sessionId;
    if (isIn && !isKept) {
      kept = { serverId, channelId, sessionId, marks, wasMuted };
      lastStays.keep(userId, kept);
    }
    if (status === 'ended') {
      // Its last word: by now another call may be the one to come back to.
      stop();
      lastStays.keep(userId, undefined);
    }
    if (running === call) useCurrentCall.setState({ open: { call, snapshot } });
  };
  running = call;
  const stop = call.subscribe(update);
  update();
};

/** The call that the person is in. */
const runningCall = () => {
  const { open } = useCurrentCall.getState();
  return open && !hasEnded(open.snapshot) ? open : undefined;
};

/** Opens the call of a voice channel. One that the person is in hands on its session and switches. */
export const openCallOf = (place: Place, from: Start | undefined): void => {
  const userId = useSession.getState().me?.userId;
  const current = runningCall();
  if (!userId || current?.snapshot.channelId === place.channelId) return;
  const start = current?.snapshot ?? from ?? { sessionId: ulid(), marks: quiet, wasMuted: false };
  const { sessionId, marks, wasMuted } = start;
  current?.call.leave();
  show(openCall({ ...place, userId, sessionId, marks, wasMuted }), userId);
};

onPersonLeft(() => {
  const call = running;
  running = undefined;
  call?.leave();
});
