import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { channelId, serverId, type ServerId } from '@maru/contracts/primitives';
import { ConversationIndex } from './conversation-index.js';

const servers = [0, 1, 2].map((n) => serverId.parse(`01JD000000000000000000000${n}`));
const idsOf = (server: number, numbers: readonly number[]) =>
  numbers.map((n) => channelId.parse(`01JD0000000000000000000${server}0${n}`));

it('finds the home of every conversation that was put last and not dropped, and of no other (property)', () => {
  const step = fc.record({
    server: fc.integer({ min: 0, max: 2 }),
    channels: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 5 }))),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const index = new ConversationIndex();
      const expected = new Map<number, readonly number[]>();
      for (const { server, channels } of steps) {
        const home = { scope: 'server' as const, serverId: servers[server] as ServerId };
        if (channels) index.put(home, idsOf(server, channels));
        else index.drop(home);
        expected.set(server, channels ?? []);
      }
      for (const [server, channels] of expected)
        for (const n of [0, 1, 2, 3, 4, 5]) {
          const home = channels.includes(n) ? { scope: 'server', serverId: servers[server] } : undefined;
          for (const id of idsOf(server, [n])) expect(index.find(id)).toEqual(home);
        }
      expect(index.size).toBe([...expected.values()].flat().length);
    }),
  );
});
