import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { serverId as serverIdSchema } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { createLogger } from '@maru/service-kit/logger';
import { bounds } from '../../config/bounds.js';
import type { MaruServer } from '../../platform/realtime.js';
import { rooms } from '../../platform/rooms.js';
import type { ChangeTable } from './change-table.js';
import { LiveChangesService } from './live-changes.service.js';

const log = createLogger({ service: 'test', level: 'silent' });
const [serverId, userId] = [serverIdSchema.parse(newId()), randomUUID()];
const change: OutboxEvent = { type: 'member.left', serverId, userId };

let disconnected: string[];
let told: string[];
let applied: string[];
beforeEach(() => {
  [disconnected, told, applied] = [[], [], []];
});

/** Only the calls that the service makes. */
const io = {
  of: () => ({ sockets: new Map() }),
  local: {
    in: (room: string) => ({ disconnectSockets: () => void disconnected.push(room) }),
    to: (room: string) => ({ emit: (event: string) => void told.push(`${event} ${room}`) }),
  },
} as unknown as MaruServer;

const serviceWith = (apply: () => Promise<void>) => {
  const rule = {
    room: () => rooms.server(serverId),
    serverId: () => serverId,
    atRisk: () => rooms.user(userId),
    apply,
  };
  return new LiveChangesService({
    io,
    // The only type that these tests apply.
    table: { 'member.left': rule } as unknown as ChangeTable,
    onApplied: (_serverId, { type }) => void applied.push(type),
    log,
    patienceMs: 60_000,
  });
};

it('a change that cannot be applied disconnects the sockets at risk, and the others ask for the news', async () => {
  const service = serviceWith(() => Promise.reject(new Error('chat is away')));
  await service.apply([change]);
  expect(disconnected).toEqual([rooms.user(userId)]);
  expect(told).toEqual([`connection:missed ${rooms.server(serverId)}`]);
  expect(applied).toEqual(['member.left']);
});

it('a change that finds the queue full disconnects the room, and the person whom the change is about', async () => {
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (finish = resolve));
  const service = serviceWith(() => held);
  const queued = service.apply(Array.from({ length: bounds.queuedChanges }, () => change));
  expect(disconnected).toEqual([]);
  await service.apply([change]);
  expect(disconnected).toEqual([rooms.server(serverId), rooms.user(userId)]);
  finish();
  await queued;
  expect(applied).toHaveLength(bounds.queuedChanges);
});
