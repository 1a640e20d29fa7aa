import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '@maru/service-kit/app-error';
import { CachedAnswers } from './cached-answers.js';

const [ttlMs, staleMs] = [60_000, 300_000];

const fail = (code: 'UNAVAILABLE' | 'NOT_FOUND'): never => {
  throw new AppError(code);
};

const aCache = ({ max = 100 } = {}) => {
  const clock = { now: 0 };
  const source = { calls: 0, answer: async () => 'fresh' };
  const cache = new CachedAnswers<string, string>({ max, ttlMs, staleMs, now: () => clock.now });
  const ask = () => {
    const known = cache.fresh('a');
    if (known) return known;
    source.calls += 1;
    return cache.put('a', source.answer());
  };
  const unreachable = () => Promise.reject(new AppError('UNAVAILABLE'));
  return { clock, source, cache, ask, unreachable };
};

describe('CachedAnswers', () => {
  it('evicts entries beyond its maximum', async () => {
    const { cache } = aCache({ max: 10 });
    for (let index = 0; index < 1_000; index += 1) await cache.put(`key-${index}`, Promise.resolve('x'));
    expect(cache.size).toBe(10);
    expect(cache.known('key-0')).toBeUndefined();
    await expect(cache.known('key-999')).resolves.toBe('x');
  });

  it('asks its source once while an answer is fresh', async () => {
    const { ask, source, clock } = aCache();
    await Promise.all([ask(), ask()]);
    clock.now = ttlMs - 1;
    await ask();
    expect(source.calls).toBe(1);
    clock.now = ttlMs;
    await ask();
    expect(source.calls).toBe(2);
  });

  it('serves a stale answer while the source is unreachable, then the new one', async () => {
    const { ask, source, clock, unreachable } = aCache();
    await ask();
    source.answer = unreachable;
    clock.now = ttlMs + 1;
    await expect(ask()).resolves.toBe('fresh');
    source.answer = async () => 'newer';
    clock.now += 6_000;
    await ask();
    await expect(ask()).resolves.toBe('newer');
  });

  it('does not wait for a source that is known to be down', async () => {
    const { ask, source, clock, unreachable } = aCache();
    await ask();
    source.answer = unreachable;
    clock.now = ttlMs + 1;
    await ask();
    source.answer = () => new Promise(() => undefined);
    clock.now += 6_000;
    await expect(ask()).resolves.toBe('fresh');
  });

  it('stops serving a stale answer after a few minutes', async () => {
    const { ask, source, clock, unreachable } = aCache();
    await ask();
    source.answer = unreachable;
    for (clock.now = ttlMs + 1; clock.now < ttlMs + staleMs; clock.now += 10_000)
      await expect(ask()).resolves.toBe('fresh');
    clock.now = ttlMs + staleMs + 10_000;
    await expect(ask()).rejects.toThrow('UNAVAILABLE');
  });

  it('never serves a stale answer after an invalidation, even if a fetch is under way', async () => {
    const { ask, source, clock, cache, unreachable } = aCache();
    await ask();
    source.answer = unreachable;
    cache.forget('a');
    await expect(ask()).rejects.toThrow('UNAVAILABLE');
    source.answer = async () => 'fresh';
    await ask();
    clock.now = ttlMs + 1;
    source.answer = unreachable;
    const asked = ask();
    cache.forget('a');
    await expect(asked).rejects.toThrow('UNAVAILABLE');
  });

  it('serves no stale answer after the source has refused', async () => {
    const { ask, source, clock } = aCache();
    await ask();
    clock.now = ttlMs + 1;
    source.answer = () => Promise.reject(new AppError('NOT_FOUND'));
    await expect(ask()).rejects.toThrow('NOT_FOUND');
  });

  it('reports exactly the answers that it keeps, whatever arrives, fails, is forgotten or evicted (property)', async () => {
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const keys = ['a', 'b', 'c'];
    const step = fc.record({
      kind: fc.constantFrom('answer', 'outage', 'refusal', 'forget', 'clear', 'wait'),
      key: fc.constantFrom(...keys),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 30 }),
        fc.integer({ min: 1, max: 3 }),
        async (steps, max) => {
          const kept = new Map<string, string>();
          const cache = new CachedAnswers<string, string>({
            max,
            ttlMs,
            staleMs,
            onKept: (key, answer) => void kept.set(key, answer),
            onDropped: (key) => void kept.delete(key),
          });
          const put = async (key: string, answer: () => string) =>
            cache.put(key, turn().then(answer)).catch(() => undefined);
          for (const [index, { kind, key }] of steps.entries()) {
            if (kind === 'answer') void put(key, () => `${index}`);
            if (kind === 'outage') void put(key, () => fail('UNAVAILABLE'));
            if (kind === 'refusal') void put(key, () => fail('NOT_FOUND'));
            if (kind === 'forget') cache.forget(key);
            if (kind === 'clear') cache.clear();
            if (kind === 'wait') await turn();
          }
          await turn();
          await turn();
          for (const key of keys) expect([key, await cache.known(key)]).toEqual([key, kept.get(key)]);
        },
      ),
    );
  });
});
