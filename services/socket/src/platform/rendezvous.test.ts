import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nodeOf } from './rendezvous.js';

const nodes = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 });

describe('the node of a key', () => {
  it('does not depend on the order of the nodes (property)', () => {
    fc.assert(
      fc.property(
        fc.string(),
        nodes.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        (key, [all, shuffled]) => expect(nodeOf(key, shuffled)).toBe(nodeOf(key, all)),
      ),
    );
  });

  it('changes only for the keys of a node that leaves, and changes back when it returns (property)', () => {
    fc.assert(
      fc.property(fc.string(), nodes, fc.nat(), (key, all, index) => {
        const leaver = all[index % all.length];
        const before = nodeOf(key, all);
        const after = nodeOf(
          key,
          all.filter((node) => node !== leaver),
        );
        if (before !== leaver) expect(after).toBe(before);
        else expect(after).not.toBe(leaver);
      }),
    );
  });

  it('is spread evenly over the nodes', () => {
    const counts = new Map<string | undefined, number>();
    for (let key = 0; key < 3_000; key += 1) {
      const node = nodeOf(`channel ${key}`, ['a', 'b', 'c']);
      counts.set(node, (counts.get(node) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['a', 'b', 'c']);
    for (const count of counts.values()) expect(count).toBeGreaterThan(850);
  });

  it('is undefined without nodes', () => {
    expect(nodeOf('channel', [])).toBeUndefined();
  });
});
