import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@maru/service-kit/logger';
import { bounds } from '../config/bounds.js';
import { FakeLines } from '../testing/fake-lines.js';
import { ClusterCalls } from './cluster-calls.js';

const log = createLogger({ service: 'test', level: 'silent' });
/** Long enough never to pass on a busy machine before the silence that a test is about. */
const longPatienceMs = 60_000;
const shortPatienceMs = 100;

const twoNodes = ({ patienceMs = longPatienceMs } = {}) => {
  const lines = new FakeLines();
  const times = { silenceMs: 40, patienceMs, avoidMs: 60_000 };
  const [a, b] = ['a', 'b'].map((nodeId) => new ClusterCalls({ line: lines.line(nodeId), log, ...times }));
  if (!a || !b) throw new Error('no nodes');
  return { lines, a, b };
};

/** Returns a key that node a assigns to node b. */
const keyOfB = (a: ClusterCalls): string => {
  for (let index = 0; ; index += 1) if (a.otherNodeOf(`key ${index}`) === 'b') return `key ${index}`;
};

const notDone = { isDone: false };

describe('calls between nodes', () => {
  it('resolve with the answer of the called node', async () => {
    const { a, b } = twoNodes();
    b.answerWith(async (payload) => ({ got: payload }));
    await expect(a.call('b', 'hello')).resolves.toEqual({ isDone: true, result: { got: 'hello' } });
  });

  it('fail if the called node has no handler or its handler fails', async () => {
    const { a, b } = twoNodes();
    await expect(a.call('b', 1)).resolves.toEqual(notDone);
    b.answerWith(() => Promise.reject(new Error('no')));
    await expect(a.call('b', 1)).resolves.toEqual(notDone);
    expect(a.otherNodeOf(keyOfB(a))).toBe('b');
  });

  it.each<[string, (lines: FakeLines) => void]>([
    ['the node is gone', (lines) => lines.kill('b')],
    ['the line is broken', (lines) => void (lines.isBroken = true)],
    ['frames to the node get lost', (lines) => void (lines.isLost = (_text, to) => to === 'b')],
    ['frames from the node get lost', (lines) => void (lines.isLost = (_text, to) => to === 'a')],
  ])('all fail at once, and the node is avoided, when %s', async (_name, breakLine) => {
    const { lines, a, b } = twoNodes();
    b.answerWith(async () => 'done');
    const key = keyOfB(a);
    breakLine(lines);
    await expect(Promise.all([a.call('b', 1), a.call('b', 2)])).resolves.toEqual([notDone, notDone]);
    expect(a.otherNodeOf(key)).toBeUndefined();
  });

  it('wait for a busy node longer than for a silent one', async () => {
    const { lines, a, b } = twoNodes();
    b.answerWith(async () => {
      // Three beats take longer than a silent node would be given.
      while (lines.sent.filter((text) => text.includes('pong')).length < 3)
        await new Promise((resolve) => setTimeout(resolve, 2));
      return 'late';
    });
    await expect(a.call('b', 1)).resolves.toEqual({ isDone: true, result: 'late' });
  });

  it('fail after the longest wait, and the busy node is not avoided', async () => {
    const { a, b } = twoNodes({ patienceMs: shortPatienceMs });
    b.answerWith(() => new Promise(() => undefined));
    await expect(a.call('b', 1)).resolves.toEqual(notDone);
    expect(a.otherNodeOf(keyOfB(a))).toBe('b');
  });

  it('are not made beyond the size of a frame or the number of open calls', async () => {
    const { lines, a, b } = twoNodes({ patienceMs: shortPatienceMs });
    b.answerWith(() => new Promise(() => undefined));
    await expect(a.call('b', 'x'.repeat(bounds.calls.frameCharacters))).resolves.toEqual(notDone);
    expect(lines.sent).toEqual([]);
    const calls = Array.from({ length: bounds.calls.open + 5 }, () => a.call('b', 1));
    expect(lines.sent).toHaveLength(bounds.calls.open);
    await Promise.all(calls);
  });

  it('ignore invalid frames, and answers from a node that was not called', async () => {
    const { lines, a, b } = twoNodes({ patienceMs: shortPatienceMs });
    b.answerWith(() => new Promise(() => undefined));
    const stranger = lines.line('c');
    const call = a.call('b', 1);
    const { id } = JSON.parse(lines.sent[0] ?? '') as { id: string };
    for (const text of ['', '{', 'null', '{"kind":"answer"}']) await stranger.sendTo('a', text);
    await stranger.sendTo('a', JSON.stringify({ kind: 'answer', id, from: 'c', result: 'forged' }));
    await expect(call).resolves.toEqual(notDone);
  });

  it('are not made while a node is alone or does not hear itself', () => {
    const lines = new FakeLines();
    const alone = new ClusterCalls({ line: lines.line('a'), log });
    expect(alone.otherNodeOf('key')).toBeUndefined();
    const deaf = new ClusterCalls({ line: { ...lines.line('b'), nodeId: 'd', living: ['a', 'c'] }, log });
    expect(deaf.otherNodeOf('key')).toBeUndefined();
  });
});
