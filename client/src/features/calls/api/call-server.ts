import type { CallServer } from '../model/call-options';
import { createTurns } from '../model/turns';
import { emit, onConnected, onPush, useConnection } from '@/shared/api/realtime';
import { onPersonLeft } from '@/shared/api/session-store';

/** A join that overtakes the leaving of before would find the person elsewhere, or be undone by it. */
let turns = createTurns();
onPersonLeft(() => {
  // The next person waits for nothing.
  turns = createTurns();
});

/** The app's socket, as calls use it. */
export const callServer: CallServer = {
  emit,
  onPush,
  onConnected,
  onDisconnected: (handler) =>
    useConnection.subscribe(({ status }, before) => {
      if (before.status === 'online' && status !== 'online') handler();
    }),
  inTurn: (work) => turns(work),
};
