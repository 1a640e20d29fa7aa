import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import { emptyBody, textBody } from '@maru/contracts/socket/message-body';
import type { HistoryPage, Message } from '@maru/contracts/socket/messages';
import {
  addCreated,
  addNewer,
  addOlder,
  applyChange,
  applyHead,
  applyReload,
  firstSeq,
  hasNewer,
  hasOlder,
  lastSeq,
  missingOf,
  openTimeline,
  trim,
  type Timeline,
} from './timeline';

const channelId = channelIdSchema.parse('01JD0000000000000000000000');

const aMessage = (seq: number): Message => ({
  channelId,
  seq,
  nonce: `nonce-${seq}`,
  authorId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  body: textBody(`${seq}`),
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  version: 1,
});

type Frame =
  { kind: 'created'; messages: Message[] } | { kind: 'changed'; message: Message; changes: number };

/** The server as a client sees it: consecutive messages, versions, and a counter of changes. */
class ModelServer {
  messages: Message[] = [];
  changes = 0;

  send(count: number): Frame {
    const from = this.messages.length;
    const created = Array.from({ length: count }, (_, index) => aMessage(from + index + 1));
    this.messages = [...this.messages, ...created];
    return { kind: 'created', messages: created };
  }

  change(at: number, isDeletion: boolean): Frame | undefined {
    const current = this.messages[at % Math.max(1, this.messages.length)];
    if (!current || current.deletedAt) return undefined;
    const version = current.version + 1;
    const next: Message = isDeletion
      ? { ...current, version, body: emptyBody, deletedAt: '2026-01-02T00:00:00.000Z' }
      : { ...current, version, body: textBody(`${current.body.text}'`) };
    this.messages = this.messages.map((each) => (each.seq === next.seq ? next : each));
    this.changes += 1;
    return { kind: 'changed', message: next, changes: this.changes };
  }

  get head() {
    return { lastSeq: this.messages.length, changes: this.changes };
  }

  page(from: number, to: number): HistoryPage {
    return { messages: this.messages.filter(({ seq }) => seq >= from && seq <= to), head: this.head };
  }
}

const receive = (timeline: Timeline, frame: Frame): Timeline =>
  frame.kind === 'created'
    ? addCreated(timeline, frame.messages)
    : applyChange(timeline, frame.message, frame.changes);

/** Fetches what is missing, as the app does, until nothing is. */
const catchUp = (timeline: Timeline, server: ModelServer): Timeline => {
  let current = timeline;
  for (let rounds = 0; rounds < 200; rounds += 1) {
    const missing = missingOf(current);
    if (!missing) return current;
    if (missing.kind === 'newer')
      current = addNewer(current, server.page(missing.after + 1, missing.after + 20));
    else current = applyReload(current, [server.page(missing.from, missing.to)]);
  }
  throw new Error('it never ends');
};

const expectWhole = ({ messages }: Timeline) => {
  const seqs = messages.map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_seq, index) => (seqs[0] ?? 0) + index));
};

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('send' as const), count: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), at: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: fc.nat(40) }) },
);

/** The fate of a frame in the network. */
const fate = fc.constantFrom('arrives', 'arrives', 'arrives', 'is lost', 'comes twice', 'comes late');

describe('a timeline', () => {
  it('converges to what a fresh client sees, however frames are lost, doubled and reordered (property)', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.array(fc.tuple(step, fate), { maxLength: 40 }), (before, steps) => {
        const server = new ModelServer();
        if (before > 0) server.send(before);
        let timeline = openTimeline(server.page(Math.max(1, before - 9), before), true);
        let late: Frame[] = [];
        for (const [what, how] of steps) {
          const frame =
            what.kind === 'send' ? server.send(what.count) : server.change(what.at, what.kind === 'delete');
          if (!frame) continue;
          if (how === 'comes late') late = [frame, ...late];
          else if (how !== 'is lost') {
            timeline = receive(timeline, frame);
            if (how === 'comes twice') timeline = receive(timeline, frame);
            for (const each of late) timeline = receive(timeline, each);
            late = [];
          }
          expectWhole(timeline);
        }
        // A reconnection tells the head; then nothing may be missing.
        const settled = catchUp(applyHead(timeline, server.head), server);
        const from = settled.messages[0]?.seq ?? 1;
        expect(settled.messages).toEqual(server.page(from, server.messages.length).messages);
        expect(settled.ahead).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('fetches the gap as soon as a seq or a change is skipped', () => {
    const server = new ModelServer();
    server.send(3);
    const timeline = openTimeline(server.page(1, 3), true);
    server.send(1);
    const skipped = receive(timeline, server.send(1));
    expect(missingOf(skipped)).toEqual({ kind: 'newer', after: 3 });
    expect(skipped.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(addNewer(skipped, server.page(4, 4)).messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);

    server.change(0, false);
    const changed = server.change(1, false);
    if (changed) expect(missingOf(receive(timeline, changed))).toMatchObject({ kind: 'reload' });
  });

  it('keeps the newer version, in whatever order copies come', () => {
    const server = new ModelServer();
    server.send(1);
    const old = server.page(1, 1);
    const edit = server.change(0, false);
    if (edit?.kind !== 'changed') throw new Error('nothing changed');
    const timeline = receive(openTimeline(old, true), edit);
    expect(addCreated(timeline, old.messages).messages[0]?.version).toBe(2);
  });

  it('opened in the past stays there until its pages reach the end', () => {
    const server = new ModelServer();
    server.send(100);
    let timeline = openTimeline(server.page(40, 60), false);
    expect([hasOlder(timeline), hasNewer(timeline), timeline.isLive]).toEqual([true, true, false]);
    timeline = receive(timeline, server.send(2));
    expect(lastSeq(timeline)).toBe(60);
    timeline = addOlder(timeline, server.page(20, 39));
    expect(firstSeq(timeline)).toBe(20);
    timeline = addNewer(timeline, server.page(61, 102));
    expect([timeline.isLive, hasNewer(timeline), lastSeq(timeline)]).toEqual([true, false, 102]);
    expectWhole(timeline);
  });

  it('ignores older pages that do not join', () => {
    const server = new ModelServer();
    server.send(100);
    const timeline = openTimeline(server.page(80, 100), true);
    expect(addOlder(timeline, server.page(10, 20)).messages).toHaveLength(21);
  });

  it('is trimmed at its far end, and lives on only where it has its end', () => {
    const server = new ModelServer();
    server.send(100);
    const timeline = openTimeline(server.page(1, 100), true);
    expect(firstSeq(trim(timeline, 40, 'end'))).toBe(61);
    expect(trim(timeline, 40, 'start')).toMatchObject({ isLive: false });
    expect(lastSeq(trim(timeline, 40, 'start'))).toBe(40);
  });
});
