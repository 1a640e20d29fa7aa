import { describe, expect, test } from '@jest/globals';
import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import { PairLab } from '../../../testing/calls/pair-lab.js';

const seconds = (count: number) => count * 1_000;

async function connected() {
  const lab = new PairLab();
  await lab.clock.until(() => lab.isWhole(), seconds(2));
  await lab.clock.run(seconds(12));
  return lab;
}

const lifeAt = (n: number) => `01${String(100_000 + n).padStart(24, '0')}`;
const latest = <Kind extends VoiceSignal['kind']>(lab: PairLab, kind: Kind) => {
  const signal = lab.sent.findLast((each) => each.signal.kind === kind)?.signal;
  if (!signal) throw new Error(`no ${kind} was sent`);
  return signal as Extract<VoiceSignal, { kind: Kind }>;
};
const stateOf = (lab: PairLab) => latest(lab, 'state');
const offerOf = (lab: PairLab) => latest(lab, 'offer');

/** Signals that ask for as much work as they can; each call makes the next one. */
const floods: Record<string, (lab: PairLab, life: string) => (n: number) => VoiceSignal> = {
  'new states': (lab, life) => (n) => ({ ...stateOf(lab), life, n: 1_000 + n }),
  'the same state': (lab, life) => () => ({ ...stateOf(lab), life }),
  'new lives': (lab) => (n) => ({ ...stateOf(lab), life: lifeAt(n) }),
  'requests to build anew': (lab, life) => () => ({
    kind: 'rebuild',
    life,
    connection: offerOf(lab).connection,
  }),
  'requests to offer again': (_, life) => () => ({ kind: 'rebuild', life, connection: null }),
  'the same offer': (lab, life) => () => ({ ...offerOf(lab), life }),
  'offers that restart ICE': (lab, life) => {
    const { sdp, ...offer } = offerOf(lab);
    return (n) => ({
      ...offer,
      life,
      n: 1_000 + n,
      sdp: sdp.replace(/ice-ufrag:.*/, `ice-ufrag:restart${n}`),
    });
  },
  'offers of new connections': (lab, life) => {
    const offer = offerOf(lab);
    return (n) => ({ ...offer, life, n: 1_000 + n, connection: lifeAt(n) });
  },
  'offers of new connections in new lives': (lab) => {
    const offer = offerOf(lab);
    return (n) => ({ ...offer, life: lifeAt(n), n: 1_000 + n, connection: lifeAt(n) });
  },
};

describe.each([0, 1] as const)('a flood of signals to side %d', (side) => {
  test.each(Object.entries(floods))('of %s has few answers and builds few connections', async (_, flood) => {
    const lab = await connected();
    const life = lab.sent.find(({ to }) => to === side)?.signal.life ?? '';
    // The other side does nothing but send the flood.
    lab.fate = () => 'lost';
    const next = flood(lab, life);
    const before = lab.sent.length;
    for (let n = 0; n < 200; n += 1) {
      lab.pair(side).receive(next(n));
      await lab.clock.run(50);
    }
    const sent = lab.sent.slice(before).filter(({ to }) => to !== side);
    expect(sent.length).toBeLessThanOrEqual(110);
    expect(lab.connections[side].length).toBeLessThanOrEqual(7);
  });
});

describe('a pair under attack', () => {
  test('applies no description with more than the four media sections', async () => {
    const lab = await connected();
    const { sdp, ...offer } = offerOf(lab);
    const long = `${sdp}${'\nm=audio 9 UDP/TLS/RTP/SAVPF 111'.repeat(5)}`;
    const before = lab.sent.length;
    lab.pair(1).receive({ ...offer, n: 1_000, sdp: long });
    await lab.clock.run(seconds(1));
    expect(lab.sent.length).toBe(before);
    lab.fate = ({ kind }) => (kind === 'answer' ? 'lost' : undefined);
    lab.pair(0).restartIce();
    await lab.clock.run(500);
    const { n } = offerOf(lab);
    const negotiations = lab.connection(0)?.signalingState;
    lab.pair(0).receive({ ...latest(lab, 'answer'), n, sdp: long });
    await lab.clock.run(50);
    expect(lab.connection(0)?.signalingState).toBe(negotiations);
    expect(negotiations).toBe('have-local-offer');
  });

  test('connects to the newest life of a page that reloads many times in a second', async () => {
    for (const side of [0, 1] as const) {
      const lab = await connected();
      for (let time = 0; time < 6; time += 1) {
        lab.reload(side);
        await lab.clock.run(150);
      }
      expect(await lab.clock.until(() => lab.isWhole(), seconds(60))).toBeLessThan(seconds(4));
    }
  });
});
