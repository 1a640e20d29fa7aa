import { expect, it, jest } from '@jest/globals';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import type { VoiceSignal } from '@maru/contracts/socket/voice-signal';
import { newId } from '@maru/service-kit/ids';
import { bounds } from '../../config/bounds.js';
import type { MaruServer } from '../../platform/realtime.js';
import { emptyRoom, nextRoom, type StoredMember } from './room.js';
import { Signals } from './signals.js';

const memberOf = (userId: string): StoredMember => ({
  userId,
  sessionId: `session of ${userId}`,
  socketId: `socket of ${userId}`,
  nodeId: 'here',
  joinedAt: '2026-01-01T00:00:00.000Z',
  until: 0,
  marks: { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false },
  allowed: { speak: true, video: true, hear: true },
});
const empty = emptyRoom(channelIdSchema.parse(newId()), serverIdSchema.parse(newId()));
const members = ['jimin', 'alice', 'mina'].map(memberOf);
const [jimin, alice, mina] = members as [StoredMember, StoredMember, StoredMember];
const { channelId, ...room } = nextRoom(empty, members);
const signal: VoiceSignal = { kind: 'rebuild', connection: null, life: newId() };

it('a person who signals one other too often is refused there, and not with the rest', async () => {
  const emit = jest.fn();
  const io = { to: () => ({ emit }) } as unknown as MaruServer;
  const signals = new Signals(io, { requireWith: async () => ({ channelId, ...room }) });
  const send = (from: StoredMember, to: StoredMember) => signals.relay({ channelId, from, to, signal });
  const { points } = bounds.events.perNode.signalsToOne;
  for (let sent = 0; sent < points; sent += 1) await send(jimin, alice);
  await expect(send(jimin, alice)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await send(jimin, mina);
  await send(alice, jimin);
  expect(emit).toHaveBeenCalledTimes(points + 2);
});
