import { describe, expect, test } from '@jest/globals';
import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import { voiceSignal } from '@maru/contracts/socket/voice-signal';
import { aTrack, PairLab } from '../../../testing/calls/pair-lab.js';

const seconds = (count: number) => count * 1_000;

async function connected(seed = 1) {
  const lab = new PairLab(seed);
  await lab.clock.until(() => lab.isWhole(), seconds(2));
  await lab.clock.run(seconds(12));
  return lab;
}

const counts = (lab: PairLab) => lab.connections.map((each) => each.length);
const heal = (lab: PairLab, limitMs = seconds(60)) => lab.clock.until(() => lab.isWhole(), limitMs);

describe('the recovery of a pair', () => {
  test('a connection that is closed underneath on either side is built anew within four seconds', async () => {
    for (const side of [0, 1] as const) {
      const lab = await connected();
      lab.connection(side)?.close();
      await lab.clock.run(100);
      expect(await heal(lab)).toBeLessThan(seconds(4));
      expect(counts(lab)).toEqual([2, 2]);
    }
  });

  test('a connection that breaks off for eight seconds heals by itself', async () => {
    const lab = await connected();
    const negotiations = lab.connection(0)?.negotiations;
    lab.ice.cut(true);
    await lab.clock.run(seconds(8));
    expect(lab.pair(0).status).toBe('recovering');
    lab.ice.cut(false);
    expect(await heal(lab)).toBeLessThan(seconds(1));
    expect(lab.connection(0)?.negotiations).toBe(negotiations);
    expect(counts(lab)).toEqual([1, 1]);
  });

  test('a connection that has failed restarts ICE and keeps its transceivers', async () => {
    const lab = await connected();
    lab.ice.cut(true);
    await lab.clock.run(seconds(11));
    lab.ice.cut(false);
    await heal(lab);
    expect(counts(lab)).toEqual([1, 1]);
    expect(lab.pair(1).status).toBe('connected');
  });

  test('an agreement that comes late, as on a busy device, leaves ICE the time to connect', async () => {
    const lab = new PairLab();
    lab.ice.cut(true);
    lab.fate = ({ kind }) => (kind === 'offer' ? { delayMs: seconds(8) } : undefined);
    await lab.clock.run(seconds(12));
    lab.ice.cut(false);
    expect(await heal(lab)).toBeLessThan(seconds(1));
    expect(counts(lab)).toEqual([1, 1]);
  });

  test('a cut of ten minutes heals within 45 seconds, and at once if the pair is told that the network is back', async () => {
    for (const isTold of [false, true]) {
      const lab = await connected();
      lab.ice.cut(true);
      lab.isSignallingDown = true;
      await lab.clock.run(seconds(600));
      const tries = counts(lab);
      expect(tries[0]).toBeLessThan(40);
      lab.ice.cut(false);
      lab.isSignallingDown = false;
      if (isTold) for (const side of [0, 1] as const) lab.pair(side).retryNow();
      expect(await heal(lab)).toBeLessThan(isTold ? seconds(4) : seconds(45));
    }
  });

  test('a page that reloads is connected again within a second', async () => {
    for (const side of [0, 1] as const) {
      const lab = await connected();
      lab.reload(side);
      await lab.clock.run(50);
      expect(await heal(lab)).toBeLessThan(seconds(1));
    }
  });

  test('building anew keeps tracks, wishes and encodings', async () => {
    const lab = await connected();
    const camera = aTrack('camera');
    lab.pair(0).setTrack('camera', camera);
    lab.pair(1).setWants({ audio: false, camera: 'low', screen: 'off' });
    await lab.clock.run(seconds(1));
    lab.pair(1).rebuild();
    await lab.clock.run(seconds(3));
    const sender = lab.connection(0)?.getTransceivers()[1]?.sender;
    expect(counts(lab)).toEqual([2, 2]);
    expect(sender?.track).toBe(camera);
    expect(sender?.encodings[0]).toMatchObject({ maxBitrate: 60_000, maxFramerate: 8 });
  });

  test('many requests to build anew within two seconds build once', async () => {
    const lab = await connected();
    for (let time = 0; time < 20; time += 1) lab.pair(1).rebuild();
    await lab.clock.run(seconds(2));
    expect(counts(lab)).toEqual([2, 2]);
  });

  test('a closed pair sends nothing and has no timers left', async () => {
    const lab = await connected();
    lab.pair(0).close();
    lab.pair(1).close();
    await lab.clock.run(seconds(1));
    const sent = lab.sent.length;
    lab.pair(0).restartIce();
    lab.pair(0).setWants({ audio: true, camera: 'off', screen: 'off' });
    lab.pair(0).setTrack('audio', aTrack('a'));
    lab.pair(1).rebuild();
    lab.pair(1).retryNow();
    await lab.clock.run(seconds(60));
    expect(lab.sent.length).toBe(sent);
    expect(lab.clock.timers).toBe(0);
    expect(counts(lab)).toEqual([1, 1]);
  });
});

describe('the signals of a pair', () => {
  test('a lost answer is repeated on the same connection', async () => {
    const lab = new PairLab();
    lab.fate = ({ kind }, { time }) => (kind === 'answer' && time === 1 ? 'lost' : undefined);
    expect(await heal(lab)).toBeLessThan(seconds(2));
    expect(counts(lab)).toEqual([1, 1]);
  });

  test('a lost offer is asked for again by the side that waits for it', async () => {
    const lab = new PairLab();
    lab.fate = ({ kind }, { time }) => (kind === 'offer' && time === 1 ? 'lost' : undefined);
    expect(await heal(lab)).toBeLessThan(500);
    expect(counts(lab)).toEqual([1, 1]);
  });

  test('old signals that arrive again change nothing', async () => {
    const lab = await connected();
    lab.pair(0).restartIce();
    lab.pair(1).setWants({ audio: true, camera: 'off', screen: 'high' });
    lab.pair(0).rebuild();
    await lab.clock.run(seconds(5));
    lab.reload(1);
    lab.pair(1).setWants({ audio: true, camera: 'low', screen: 'off' });
    await lab.clock.run(seconds(20));
    const before = counts(lab);
    const negotiations = lab.connection(0)?.negotiations;
    for (const { to, signal } of lab.sent.slice()) lab.pair(to).receive(signal);
    await lab.clock.run(seconds(5));
    expect(lab.isWhole()).toBe(true);
    expect(counts(lab)).toEqual(before);
    expect(lab.connection(0)?.negotiations).toBe(negotiations);
    expect(lab.pair(0).remoteState?.wants).toEqual({ audio: true, camera: 'low', screen: 'off' });
  });

  test('old signals of the same connection change nothing', async () => {
    const lab = await connected();
    for (const side of [0, 1, 0] as const) {
      lab.pair(side).restartIce();
      await lab.clock.run(seconds(2));
    }
    const negotiations = lab.connections.map(([connection]) => connection?.negotiations);
    for (const { to, signal } of lab.sent.slice()) lab.pair(to).receive(signal);
    await lab.clock.run(seconds(5));
    expect(lab.connections.map(([connection]) => connection?.negotiations)).toEqual(negotiations);
    expect(lab.isWhole()).toBe(true);
  });

  test('the answer to an earlier offer is not taken for that to the latest', async () => {
    const lab = await connected();
    const old = lab.sent.find(({ signal }) => signal.kind === 'answer');
    lab.weather = { ...lab.weather, delayMs: 1_000 };
    lab.pair(0).restartIce();
    await lab.clock.run(100);
    if (old) lab.pair(0).receive(old.signal);
    await lab.clock.run(seconds(4));
    expect(lab.isWhole()).toBe(true);
    expect(counts(lab)).toEqual([1, 1]);
  });

  test('candidates that arrive before their offer are kept for it', async () => {
    const lab = new PairLab();
    lab.fate = ({ kind }, { time, to }) => {
      if (kind === 'offer' && time === 1) return { delayMs: 700 };
      return kind === 'offer' || kind === 'rebuild' || (kind === 'candidates' && to === 0)
        ? 'lost'
        : undefined;
    };
    lab.hidesCandidatesInDescriptions = true;
    expect(await heal(lab)).toBeLessThan(seconds(1));
  });

  test('candidates that did not reach the server are sent again', async () => {
    const lab = new PairLab();
    lab.hidesCandidatesInDescriptions = true;
    lab.fate = ({ kind }, { time }) => (kind === 'candidates' && time <= 4 ? 'refused' : undefined);
    expect(await heal(lab)).toBeLessThan(seconds(3));
    expect(counts(lab)).toEqual([1, 1]);
  });

  test('descriptions that no browser understands lead to a new connection, and later offers count', async () => {
    for (const side of [0, 1] as const) {
      const lab = await connected();
      const life = lab.sent.find(({ to }) => to === side)?.signal.life ?? '';
      const offer = lab.sent.findLast(({ signal }) => signal.kind === 'offer')?.signal;
      const connection = offer?.kind === 'offer' ? offer.connection : '';
      lab.pair(side).receive({ kind: 'offer', life, connection, n: 1_000_000, sdp: 'nonsense' });
      lab.pair(side).receive({ kind: 'answer', life, connection, n: 1, sdp: 'nonsense' });
      await lab.clock.run(seconds(4));
      expect(lab.isWhole()).toBe(true);
      expect(counts(lab)).toEqual([2, 2]);
    }
  });

  test('a flood of candidates stays bounded and harmless', async () => {
    const lab = await connected();
    const life = lab.sent.find(({ to }) => to === 1)?.signal.life ?? '';
    const candidate = {
      candidate: 'candidate:1',
      sdpMid: '0',
      sdpMLineIndex: 0,
      usernameFragment: 'unknown',
    };
    const flood = {
      kind: 'candidates' as const,
      life,
      connection: 'other',
      candidates: Array.from({ length: 30 }, () => candidate),
    };
    for (let time = 0; time < 200; time += 1) lab.pair(1).receive(flood);
    lab.pair(0).rebuild();
    await lab.clock.run(seconds(3));
    expect(lab.isWhole()).toBe(true);
    expect(counts(lab)).toEqual([2, 2]);
  });

  test('a peer that keeps asking for new connections gets one in two seconds', async () => {
    const lab = await connected();
    const newest = () => lab.sent.findLast(({ signal }) => signal.kind === 'offer')?.signal;
    const life = lab.sent.find(({ to }) => to === 0)?.signal.life ?? '';
    for (let time = 0; time < 100; time += 1) {
      const offer = newest();
      if (offer?.kind === 'offer')
        lab.pair(0).receive({ kind: 'rebuild', life, connection: offer.connection });
      await lab.clock.run(100);
    }
    expect(counts(lab)[0]).toBeLessThanOrEqual(6);
    expect(await heal(lab)).toBeDefined();
  });

  test('a peer whose clock was set back before it reloaded is heard after half a minute', async () => {
    const lab = await connected();
    lab.ids = 0;
    lab.reload(1);
    expect(await heal(lab)).toBeLessThan(seconds(60));
  });

  test('every signal fits the contract', async () => {
    const lab = await connected();
    const strict = (signal: VoiceSignal) => ({ ...signal, life: signal.life });
    for (const { signal } of lab.sent) expect(voiceSignal.parse(strict(signal))).toEqual(signal);
  });

  test('wishes and tracks that change together share a signal', async () => {
    const lab = await connected();
    const before = lab.sent.length;
    lab.pair(0).setTrack('audio', aTrack('audio'));
    lab.pair(0).setTrack('camera', aTrack('camera'));
    lab.pair(0).setWants({ audio: true, camera: 'high', screen: 'off' });
    await lab.clock.run(seconds(10));
    expect(lab.sent.slice(before).map(({ signal }) => signal.kind)).toEqual(['state', 'received']);
  });
});

describe('the relay’s credentials of a pair', () => {
  test('a refusal is told once in ten seconds; new credentials restart ICE without a new connection', async () => {
    const lab = await connected();
    const connection = lab.connection(0);
    const refuse = () =>
      connection?.dispatchEvent(Object.assign(new Event('icecandidateerror'), { errorCode: 401 }));
    refuse();
    refuse();
    expect(lab.refusals[0]).toBe(1);
    const negotiations = connection?.negotiations ?? 0;
    lab.pair(0).setIce({ iceServers: [] });
    await lab.clock.run(seconds(2));
    expect(connection?.negotiations).toBe(negotiations + 1);
    lab.pair(0).setIce({ iceServers: [] });
    await lab.clock.run(seconds(2));
    expect(connection?.negotiations).toBe(negotiations + 1);
    expect(counts(lab)).toEqual([1, 1]);
  });
});

describe('streams against the viewer’s wish', () => {
  test('a stream that goes on is refused by its direction, and accepted again once it is wanted', async () => {
    const lab = await connected();
    const direction = (side: 0 | 1) => lab.connection(side)?.getTransceivers()[1]?.direction;
    lab.pair(0).setWants({ audio: true, camera: 'off', screen: 'off' });
    lab.connection(0)?.reportReceived('1', 50_000);
    await lab.clock.run(seconds(12));
    expect(direction(0)).toBe('sendonly');
    expect(lab.connection(0)?.getTransceivers()[0]?.direction).toBe('sendrecv');
    lab.pair(0).setWants({ audio: true, camera: 'auto', screen: 'off' });
    await lab.clock.run(seconds(2));
    expect(direction(0)).toBe('sendrecv');
    expect(lab.isWhole()).toBe(true);
    expect(counts(lab)).toEqual([1, 1]);
  });

  test('a wanted stream is never refused', async () => {
    const lab = await connected();
    lab.connection(0)?.reportReceived('1', 50_000);
    await lab.clock.run(seconds(30));
    expect(lab.connection(0)?.getTransceivers()[1]?.direction).toBe('sendrecv');
  });
});

describe('sending', () => {
  test('a live sender follows the number of people and the wish of the viewer', async () => {
    const lab = await connected();
    const limits = () => lab.connection(0)?.getTransceivers()[1]?.sender.encodings[0];
    lab.pair(0).setTrack('camera', aTrack('camera'));
    await lab.clock.run(100);
    expect(limits()?.maxBitrate).toBe(1_200_000);
    lab.pair(0).setLoad({ peers: 5, preset: 'auto' });
    await lab.clock.run(100);
    expect(limits()?.maxBitrate).toBe(800_000);
    lab.pair(1).setWants({ audio: true, camera: 'low', screen: 'off' });
    await lab.clock.run(seconds(1));
    expect(limits()).toMatchObject({ maxBitrate: 60_000, scaleResolutionDownBy: 8 });
  });

  test('a muted voice is not sent, though the other side knows it as there', async () => {
    const lab = await connected();
    const sent = () => lab.connection(0)?.getTransceivers()[0]?.sender.track;
    const voice = aTrack('voice');
    lab.pair(0).setTrack('audio', voice);
    lab.pair(0).setMuted(true);
    await lab.clock.run(seconds(1));
    expect(sent()).toBeNull();
    expect(lab.pair(1).remoteState?.sends.audio).toBe(true);
    lab.pair(0).setMuted(false);
    await lab.clock.run(100);
    expect(sent()).toBe(voice);
  });

  test('a share is sent only after the viewer opens it', async () => {
    const lab = await connected();
    const sent = () => lab.connection(0)?.getTransceivers()[2]?.sender.track;
    const share = aTrack('share');
    lab.pair(0).setTrack('screen', share);
    await lab.clock.run(seconds(1));
    expect(lab.pair(1).remoteState?.sends.screen).toBe(true);
    expect(sent()).toBeNull();
    lab.pair(1).setWants({ audio: true, camera: 'auto', screen: 'auto' });
    await lab.clock.run(seconds(1));
    expect(sent()).toBe(share);
  });
});

describe('the loudness of the other side', () => {
  test('is that of the latest packet, and zero once packets stop', async () => {
    const lab = await connected();
    const source = { timestamp: lab.clock.now(), audioLevel: 0.4 };
    const receiver = lab.connection(0)?.getTransceivers()[0]?.receiver;
    if (receiver) receiver.getSynchronizationSources = () => [source];
    expect(lab.pair(0).audioLevel()).toBe(0.4);
    await lab.clock.run(600);
    expect(lab.pair(0).audioLevel()).toBe(0);
  });
});
