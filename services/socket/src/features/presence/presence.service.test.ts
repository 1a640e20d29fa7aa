import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PresenceNews } from '../../platform/realtime.js';
import { PresenceService } from './presence.service.js';

const times = { graceMs: 5_000, heartbeatMs: 10_000 };
const [jimin, alice] = ['jimin', 'alice'];

/** Nodes that hear each other; news to a node that is cut off is lost. */
const createCluster = () => {
  const nodes = new Map<string, PresenceService>();
  const cutOff = new Set<string>();
  const deliver = (from: string, news: PresenceNews) => {
    for (const [nodeId, node] of nodes)
      if (nodeId !== from && !cutOff.has(nodeId) && !cutOff.has(from)) node.hear(from, news);
  };
  return {
    cutOff,
    start: () => {
      // A node speaks while it is being made, and hears the answers only once the others can reach it.
      const unheard: [string, PresenceNews][] = [];
      let isMade = false;
      const node = new PresenceService({
        times,
        announce: (from, news) => (isMade ? deliver(from, news) : void unheard.push([from, news])),
      });
      nodes.set(node.nodeId, node);
      isMade = true;
      for (const [from, news] of unheard) deliver(from, news);
      return node;
    },
    /** As a process that is killed: it says nothing any more. */
    kill: (node: PresenceService) => {
      cutOff.add(node.nodeId);
      node.stop();
    },
  };
};

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('a person', () => {
  it('is online while one of their sockets is, and a moment longer', () => {
    const node = createCluster().start();
    const changes: string[] = [];
    node.onChange((userId) => void changes.push(`${userId} ${node.isOnline(userId)}`));
    node.connected(jimin);
    node.connected(jimin);
    node.disconnected(jimin);
    jest.advanceTimersByTime(times.graceMs + 1);
    expect(node.isOnline(jimin)).toBe(true);
    node.disconnected(jimin);
    jest.advanceTimersByTime(times.graceMs - 1);
    expect(node.isOnline(jimin)).toBe(true);
    jest.advanceTimersByTime(2);
    expect(node.isOnline(jimin)).toBe(false);
    expect(changes).toEqual(['jimin true', 'jimin false']);
  });

  it('who comes back within that moment was never away', () => {
    const node = createCluster().start();
    node.connected(jimin);
    const changes: string[] = [];
    node.onChange((userId) => void changes.push(userId));
    for (let reload = 0; reload < 3; reload += 1) {
      node.disconnected(jimin);
      jest.advanceTimersByTime(times.graceMs - 1);
      node.connected(jimin);
    }
    jest.advanceTimersByTime(times.graceMs * 3);
    expect(node.isOnline(jimin)).toBe(true);
    expect(changes).toEqual([]);
  });
});

describe('nodes', () => {
  it('know of each other’s people, whichever started first', () => {
    const cluster = createCluster();
    const one = cluster.start();
    one.connected(jimin);
    const two = cluster.start();
    expect(two.isOnline(jimin)).toBe(true);
    two.connected(alice);
    expect(one.isOnline(alice)).toBe(true);
    one.disconnected(jimin);
    jest.advanceTimersByTime(times.graceMs + 1);
    expect(two.isOnline(jimin)).toBe(false);
  });

  it('keep a person with sockets on two of them online until both have lost them', () => {
    const cluster = createCluster();
    const [one, two] = [cluster.start(), cluster.start()];
    for (const node of [one, two]) node.connected(jimin);
    one.disconnected(jimin);
    jest.advanceTimersByTime(times.graceMs + 1);
    for (const node of [one, two]) expect(node.isOnline(jimin)).toBe(true);
    two.disconnected(jimin);
    jest.advanceTimersByTime(times.graceMs + 1);
    for (const node of [one, two]) expect(node.isOnline(jimin)).toBe(false);
  });

  it('that stop take their people along after the moment in which these connect elsewhere', () => {
    const cluster = createCluster();
    const [one, two] = [cluster.start(), cluster.start()];
    for (const userId of [jimin, alice]) one.connected(userId);
    one.stop();
    two.connected(jimin);
    jest.advanceTimersByTime(times.graceMs - 1);
    expect([jimin, alice].map((userId) => two.isOnline(userId))).toEqual([true, true]);
    jest.advanceTimersByTime(2);
    expect([jimin, alice].map((userId) => two.isOnline(userId))).toEqual([true, false]);
  });

  it('that die take their people along once they have been silent for long', () => {
    const cluster = createCluster();
    const [one, two] = [cluster.start(), cluster.start()];
    one.connected(jimin);
    const changes: string[] = [];
    two.onChange((userId) => void changes.push(userId));
    jest.advanceTimersByTime(times.heartbeatMs * 10);
    expect(two.isOnline(jimin)).toBe(true);
    cluster.kill(one);
    jest.advanceTimersByTime(times.heartbeatMs * 2);
    expect(two.isOnline(jimin)).toBe(true);
    jest.advanceTimersByTime(times.heartbeatMs * 3);
    expect(two.isOnline(jimin)).toBe(false);
    expect(changes).toEqual([jimin]);
  });

  it('that missed something notice, and ask', () => {
    const cluster = createCluster();
    const [one, two] = [cluster.start(), cluster.start()];
    one.connected(jimin);
    cluster.cutOff.add(two.nodeId);
    one.connected(alice);
    one.disconnected(jimin);
    jest.advanceTimersByTime(times.graceMs + 1);
    expect([jimin, alice].map((userId) => two.isOnline(userId))).toEqual([true, false]);
    cluster.cutOff.clear();
    jest.advanceTimersByTime(times.heartbeatMs);
    expect([jimin, alice].map((userId) => two.isOnline(userId))).toEqual([false, true]);
  });
});
