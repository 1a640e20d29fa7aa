import { describe, expect, it } from '@jest/globals';
import { PeerBeats } from './peer-beats.js';

const aLine = () => new PeerBeats({ nodeId: 'a', silenceMs: 3_000, goneMs: 60_000 });

/** Both nodes beat, and the line is checked, every second until `until`. */
const beat = (line: PeerBeats, { from, until, peers }: { from: number; until: number; peers: string[] }) => {
  let isWhole = false;
  for (let now = from; now <= until; now += 1_000) {
    for (const peer of peers) line.heard(peer, now);
    isWhole = line.check(now);
  }
  return isWhole;
};

describe('the connection between nodes', () => {
  it('is whole once a node hears itself, and while it hears every other node', () => {
    const line = aLine();
    expect(line.check(0)).toBe(false);
    expect(beat(line, { from: 0, until: 10_000, peers: ['a', 'b'] })).toBe(true);
  });

  it('is broken while another node is silent, until that node counts as gone', () => {
    const line = aLine();
    beat(line, { from: 0, until: 10_000, peers: ['a', 'b'] });
    expect(beat(line, { from: 11_000, until: 14_000, peers: ['a'] })).toBe(false);
    expect(line.living(14_000)).toEqual(['a']);
    expect(beat(line, { from: 15_000, until: 71_000, peers: ['a'] })).toBe(true);
  });

  it('is broken after a cut until the node hears itself again', () => {
    const line = aLine();
    beat(line, { from: 0, until: 10_000, peers: ['a', 'b'] });
    line.cut();
    expect(line.check(10_100)).toBe(false);
    line.heard('a', 10_200);
    expect(line.check(10_300)).toBe(true);
  });

  it('is broken for a node that was paused, whatever it hears first when it resumes', () => {
    const line = aLine();
    beat(line, { from: 0, until: 10_000, peers: ['a', 'b'] });
    line.heard('a', 40_000);
    line.heard('b', 40_000);
    expect(line.check(40_000)).toBe(false);
    expect(line.check(40_500)).toBe(true);
  });

  it('stays whole when a node says goodbye', () => {
    const line = aLine();
    beat(line, { from: 0, until: 10_000, peers: ['a', 'b'] });
    line.left('b');
    expect(beat(line, { from: 11_000, until: 20_000, peers: ['a'] })).toBe(true);
  });
});
