import { describe, expect, test } from '@jest/globals';
import { aTrack } from '../../../testing/calls/pair-lab.js';
import { FakeTransceiver } from '../../../testing/calls/fake-transceiver.js';
import { SenderControl } from './pair-sender.js';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const encoding = (maxBitrate: number) => ({ maxBitrate, priority: 'low' as const });

function aSender() {
  const owner = { isClosed: false, directionChanged: () => undefined };
  const { sender } = new FakeTransceiver('video', 'sendrecv', owner);
  // The fake rejects like a browser if calls overlap or parameters are stale.
  return { owner, sender, control: new SenderControl(sender as unknown as RTCRtpSender) };
}

describe('a sender', () => {
  test('many wishes at once end in the latest, without overlapping calls', async () => {
    const { sender, control } = aSender();
    const tracks = [aTrack('a'), aTrack('b')];
    for (let index = 0; index < 20; index += 1)
      control.set({ track: tracks[index % 2] ?? null, encoding: encoding(1_000 + index) });
    await settled();
    expect(sender.track).toBe(tracks[1]);
    expect(sender.encodings).toEqual([{ active: true, maxBitrate: 1_019, priority: 'low' }]);
    expect(sender.refused).toBe(0);
  });

  test('the same wish again calls nothing', async () => {
    const { sender, control } = aSender();
    const track = aTrack('a');
    control.set({ track, encoding: encoding(5) });
    await settled();
    const { calls } = sender;
    control.set({ track, encoding: encoding(5) });
    await settled();
    expect(sender.calls).toBe(calls);
  });

  test('a limit that is no longer wished is lifted', async () => {
    const { sender, control } = aSender();
    const track = aTrack('a');
    control.set({ track, encoding: { ...encoding(5), maxFramerate: 8 } });
    await settled();
    control.set({ track, encoding: { ...encoding(5), maxFramerate: undefined } });
    await settled();
    expect(sender.encodings[0]?.maxFramerate).toBeUndefined();
  });

  test('a sender that refuses takes a later wish', async () => {
    const { owner, sender, control } = aSender();
    owner.isClosed = true;
    control.set({ track: aTrack('a'), encoding: encoding(5) });
    await settled();
    owner.isClosed = false;
    const track = aTrack('b');
    control.set({ track, encoding: encoding(6) });
    await settled();
    expect(sender.track).toBe(track);
  });
});
