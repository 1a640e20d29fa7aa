import { afterEach, describe, expect, it } from '@jest/globals';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { createLogger } from '@maru/service-kit/logger';
import fc from 'fast-check';
import { ChangeFollower } from './change-follower.js';
import { FakeChangeLog } from './change-log.fake.js';

const log = createLogger({ service: 'test', level: 'silent' });

const eventOf = (id: string): OutboxEvent => ({
  type: 'session.ended',
  userId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  sessionId: id,
  endedAt: '2026-01-01T00:00:00.000Z',
});
const delivered = (id: string) => ({ id, event: eventOf(id) });

const followers: ChangeFollower[] = [];
afterEach(() => followers.splice(0).forEach((follower) => follower.stop()));

/** A node that follows the log and only looks when it is told to; its clock can be put forward. */
const aNode = async (changes: FakeChangeLog) => {
  const node = { applied: [] as string[], gaps: 0, isSourceDown: false };
  const clock = { forwardMs: 0 };
  const follower = new ChangeFollower({
    log,
    changes,
    apply: async (events) =>
      void node.applied.push(...events.map((event) => ('sessionId' in event ? event.sessionId : ''))),
    onGap: async () => {
      if (node.isSourceDown) throw new Error('memberships can not be read');
      node.gaps += 1;
    },
    pollMs: () => 3_600_000,
    patienceMs: 50,
    now: () => performance.now() + clock.forwardMs,
  });
  followers.push(follower);
  await follower.wake();
  return { node, follower, clock };
};

describe('a node that follows the change log', () => {
  it('applies everything that is appended after its start, once and in order (property)', async () => {
    const steps = fc.array(fc.oneof(fc.constant('look'), fc.integer({ min: 1, max: 9 })), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const changes = new FakeChangeLog();
        await changes.append([delivered('before')]);
        const { node, follower } = await aNode(changes);
        const appended: string[] = [];
        for (const step of script) {
          if (step === 'look') await follower.wake();
          else {
            if (!appended.includes(`${step}`)) appended.push(`${step}`);
            await changes.append([delivered(`${step}`)]);
          }
        }
        await follower.wake();
        expect(node.applied).toEqual(appended);
        expect(node.gaps).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('starts afresh when what it needs has expired, and follows from there', async () => {
    const changes = new FakeChangeLog();
    const { node, follower } = await aNode(changes);
    for (const id of ['1', '2', '3']) await changes.append([delivered(id)]);
    changes.expire(2);
    await follower.wake();
    expect(node).toMatchObject({ gaps: 1, applied: [] });
    await changes.append([delivered('4')]);
    await follower.wake();
    expect(node).toMatchObject({ gaps: 1, applied: ['4'] });
  });

  it('starts afresh on an entry that it cannot read', async () => {
    const changes = new FakeChangeLog();
    const { node, follower } = await aNode(changes);
    await changes.append([delivered('1')]);
    changes.entries = [{ seq: 1, events: undefined }];
    await follower.wake();
    expect(node).toMatchObject({ gaps: 1, applied: [] });
  });

  it('is not current after a gap until memberships could be read', async () => {
    const changes = new FakeChangeLog();
    const { node, follower, clock } = await aNode(changes);
    await changes.append([delivered('1')]);
    changes.expire(1);
    node.isSourceDown = true;
    clock.forwardMs = 60_000;
    await follower.wake();
    expect(follower.isCurrent).toBe(false);
    node.isSourceDown = false;
    await follower.wake();
    expect(follower.isCurrent).toBe(true);
    expect(node.gaps).toBe(1);
  });

  it('is not current after a stop until it has read the log again, and reads it when asked', async () => {
    const changes = new FakeChangeLog();
    const { node, follower, clock } = await aNode(changes);
    expect(follower.isCurrent).toBe(true);
    await changes.append([delivered('a kick')]);
    clock.forwardMs = 60_000;
    expect(follower.isCurrent).toBe(false);
    await follower.whenCurrent();
    expect(node.applied).toEqual(['a kick']);
  });

  it('answers UNAVAILABLE to those who wait for a log that cannot be read', async () => {
    const changes = new FakeChangeLog();
    const { follower, clock } = await aNode(changes);
    changes.lastSeq = () => Promise.reject(new Error('no connection'));
    clock.forwardMs = 60_000;
    await expect(follower.whenCurrent()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
