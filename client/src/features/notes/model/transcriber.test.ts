import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Transcriber, type Recogniser, type SpeechLanguage } from './transcriber';

type Handlers = Pick<Recogniser, 'onstart' | 'onaudiostart' | 'onend' | 'onerror' | 'onresult'>;

/** A browser's recogniser that does what the test says. */
class FakeRecogniser implements Recogniser {
  static all: FakeRecogniser[] = [];
  static throws = false;
  lang = '';
  continuous = false;
  interimResults = false;
  onstart: Handlers['onstart'] = null;
  onaudiostart: Handlers['onaudiostart'] = null;
  onend: Handlers['onend'] = null;
  onerror: Handlers['onerror'] = null;
  onresult: Handlers['onresult'] = null;
  calls: string[] = [];

  constructor() {
    FakeRecogniser.all.push(this);
  }
  start() {
    if (FakeRecogniser.throws) throw new Error('not here');
    this.calls.push('start');
  }
  stop() {
    this.calls.push('stop');
  }
  abort() {
    this.calls.push('abort');
  }
  hears(...results: [text: string, isFinal: boolean][]) {
    this.onresult?.({
      resultIndex: 0,
      results: results.map(([transcript, isFinal]) => ({ isFinal, 0: { transcript } })),
    });
  }
}

const latest = () => {
  const recogniser = FakeRecogniser.all.at(-1);
  if (!recogniser) throw new Error('no recogniser');
  return recogniser;
};

let lines: string[] = [];
const create = ({ isMuted = false, language = 'ko' as SpeechLanguage } = {}) =>
  new Transcriber({
    Recogniser: FakeRecogniser,
    language,
    isMuted,
    onLine: (text) => lines.push(text),
  });

/** A transcriber that listens. */
const listening = () => {
  const transcriber = create();
  transcriber.start();
  latest().onstart?.();
  return transcriber;
};

beforeEach(() => {
  jest.useFakeTimers();
  FakeRecogniser.all = [];
  FakeRecogniser.throws = false;
  lines = [];
});
afterEach(() => {
  jest.useRealTimers();
});

describe('starting', () => {
  it('creates no recogniser before it is asked to', () => {
    expect(create().snapshot().phase).toBe('off');
    expect(FakeRecogniser.all).toHaveLength(0);
  });

  it('listens continuously in the chosen language once the browser says so', () => {
    const transcriber = create({ language: 'en' });
    transcriber.start();
    expect(transcriber.snapshot().phase).toBe('starting');
    expect(latest()).toMatchObject({ lang: 'en-US', continuous: true, interimResults: true });
    latest().onaudiostart?.();
    expect(transcriber.snapshot().phase).toBe('listening');
    jest.advanceTimersByTime(60_000);
    expect(transcriber.snapshot().phase).toBe('listening');
  });

  it('fails as silent after 5 s without a start', () => {
    const transcriber = create();
    transcriber.start();
    jest.advanceTimersByTime(4_999);
    expect(transcriber.snapshot().phase).toBe('starting');
    jest.advanceTimersByTime(1);
    expect(transcriber.snapshot()).toMatchObject({ phase: 'failed', problem: 'silent' });
    expect(latest().calls).toEqual(['start', 'abort']);
    jest.advanceTimersByTime(60_000);
    expect(FakeRecogniser.all).toHaveLength(1);
  });

  it('fails as unsupported without a constructor, and if starting throws', () => {
    const without = new Transcriber({
      Recogniser: undefined,
      language: 'ko',
      isMuted: false,
      onLine: () => {},
    });
    without.start();
    expect(without.snapshot()).toMatchObject({ phase: 'failed', problem: 'unsupported' });
    FakeRecogniser.throws = true;
    const transcriber = create();
    transcriber.start();
    expect(transcriber.snapshot()).toMatchObject({ phase: 'failed', problem: 'unsupported' });
  });

  it.each([
    ['network', 'network'],
    ['not-allowed', 'not-allowed'],
    ['service-not-allowed', 'not-allowed'],
    ['audio-capture', 'audio-capture'],
  ])('error %s ends it as %s until it is started again', (error, problem) => {
    const transcriber = listening();
    latest().onerror?.({ error });
    latest().onend?.();
    jest.advanceTimersByTime(60_000);
    expect(transcriber.snapshot()).toMatchObject({ phase: 'failed', problem });
    expect(FakeRecogniser.all).toHaveLength(1);
    transcriber.start();
    latest().onstart?.();
    expect(transcriber.snapshot()).toMatchObject({ phase: 'listening', problem: undefined });
  });
});

describe('results', () => {
  it('final results become lines once, interim ones are only shown', () => {
    const transcriber = listening();
    latest().hears(['안녕하', false]);
    expect(transcriber.snapshot().interim).toBe('안녕하');
    expect(lines).toEqual([]);
    latest().hears([' 안녕하세요 ', true], ['오늘', false]);
    latest().hears(['안녕하세요', true], ['오늘은', false]);
    expect(lines).toEqual(['안녕하세요']);
    expect(transcriber.snapshot().interim).toBe('오늘은');
  });

  it('empty results, and the same result again within 1.5 s, are dropped', () => {
    listening();
    latest().hears(['  ', true], ['네', true], ['네', true]);
    expect(lines).toEqual(['네']);
    jest.advanceTimersByTime(1_500);
    latest().hears(['', true], ['', true], ['', true], ['네', true]);
    expect(lines).toEqual(['네', '네']);
  });

  it('a long result becomes several bounded lines without losing a word', () => {
    listening();
    const words = Array.from({ length: 400 }, (_, index) => `단어${index}`).join(' ');
    latest().hears([words, true]);
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(500);
    expect(lines.join(' ')).toBe(words);
  });
});

describe('going on', () => {
  it('restarts when the browser ends the session, with growing pauses while it does not last', () => {
    const transcriber = listening();
    jest.advanceTimersByTime(30_000);
    latest().onend?.();
    jest.advanceTimersByTime(250);
    expect(FakeRecogniser.all).toHaveLength(2);
    for (const pause of [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) {
      const before = FakeRecogniser.all.length;
      latest().onstart?.();
      latest().onerror?.({ error: 'no-speech' });
      latest().onend?.();
      jest.advanceTimersByTime(pause - 1);
      expect(FakeRecogniser.all).toHaveLength(before);
      jest.advanceTimersByTime(1);
      expect(FakeRecogniser.all).toHaveLength(before + 1);
    }
    latest().onstart?.();
    expect(transcriber.snapshot().phase).toBe('listening');
  });

  it('stops while muted, keeps the words before it, and goes on afterwards', () => {
    const transcriber = listening();
    const before = latest();
    transcriber.setMuted(true);
    expect(before.calls).toEqual(['start', 'stop']);
    expect(transcriber.snapshot().phase).toBe('paused');
    before.hears(['마지막 말', true]);
    before.onend?.();
    expect(lines).toEqual(['마지막 말']);
    jest.advanceTimersByTime(60_000);
    expect(FakeRecogniser.all).toHaveLength(1);
    transcriber.setMuted(false);
    latest().onstart?.();
    expect(FakeRecogniser.all).toHaveLength(2);
    expect(transcriber.snapshot().phase).toBe('listening');
  });

  it('started while muted, it waits for the unmute', () => {
    const transcriber = create({ isMuted: true });
    transcriber.start();
    expect(transcriber.snapshot().phase).toBe('paused');
    expect(FakeRecogniser.all).toHaveLength(0);
    transcriber.setMuted(false);
    expect(FakeRecogniser.all).toHaveLength(1);
  });

  it('another language restarts it at once', () => {
    const transcriber = listening();
    transcriber.setLanguage('en');
    expect(FakeRecogniser.all[0]?.calls).toEqual(['start', 'abort']);
    expect(latest().lang).toBe('en-US');
  });

  it('after leaving, the last words of before a mute become no line either', () => {
    const transcriber = listening();
    const muted = latest();
    transcriber.setMuted(true);
    transcriber.setMuted(false);
    const again = latest();
    transcriber.setMuted(true);
    transcriber.stop();
    for (const recogniser of [muted, again]) {
      expect(recogniser.calls.at(-1)).toBe('abort');
      recogniser.hears(['늦은 말', true]);
    }
    expect(lines).toEqual([]);
  });

  it('after leaving, nothing restarts and nothing becomes a line', () => {
    const transcriber = listening();
    const before = latest();
    transcriber.stop();
    before.hears(['늦은 말', true]);
    before.onend?.();
    jest.advanceTimersByTime(60_000);
    transcriber.setMuted(true);
    transcriber.setMuted(false);
    expect(lines).toEqual([]);
    expect(FakeRecogniser.all).toHaveLength(1);
    expect(transcriber.snapshot()).toEqual({ phase: 'off', problem: undefined, interim: '' });
  });
});
