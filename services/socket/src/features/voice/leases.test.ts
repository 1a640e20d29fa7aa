import { describe, expect, it } from '@jest/globals';
import { Leases } from './leases.js';

const leaseMs = 12_000;
const startedAt = 1_000_000;

const aNode = () => {
  const clock = { ms: startedAt };
  return { clock, leases: new Leases(leaseMs, () => clock.ms) };
};

describe('a lease on a node that has just started', () => {
  it('counts for one more lease if it ended within the last minute', () => {
    const { clock, leases } = aNode();
    expect(leases.isLive({ until: startedAt - 59_999 })).toBe(true);
    clock.ms += leaseMs - 1;
    expect(leases.isLive({ until: startedAt - 59_999 })).toBe(true);
    clock.ms += 1;
    expect(leases.isLive({ until: startedAt - 59_999 })).toBe(false);
  });

  it('has ended if it ended earlier', () => {
    expect(aNode().leases.isLive({ until: startedAt - 60_000 })).toBe(false);
  });
});

describe('a lease on a node that has run for a while', () => {
  const aRunningNode = () => {
    const node = aNode();
    node.clock.ms += 600_000;
    return node;
  };

  it('ends in time', () => {
    const { clock, leases } = aRunningNode();
    const until = leases.end();
    expect(until).toBe(clock.ms + leaseMs);
    clock.ms = until - 1;
    expect(leases.isLive({ until })).toBe(true);
    clock.ms = until;
    expect(leases.isLive({ until })).toBe(false);
  });

  it.each([
    ['the store failed', (leases: Leases) => leases.interrupted()],
    ['the node hung for more than half a lease', (leases: Leases) => leases.paused(leaseMs / 2 + 1)],
  ])('counts for one more lease after %s', (_condition, interrupt) => {
    const { clock, leases } = aRunningNode();
    const until = clock.ms - 1;
    interrupt(leases);
    clock.ms += leaseMs - 1;
    expect(leases.isLive({ until })).toBe(true);
    clock.ms += 1;
    expect(leases.isLive({ until })).toBe(false);
  });

  it('is not extended by a short pause', () => {
    const { clock, leases } = aRunningNode();
    leases.paused(2_000);
    expect(leases.isLive({ until: clock.ms })).toBe(false);
  });
});
