import { describe, expect, it } from '@jest/globals';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import { emptyBody, textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import { buildRows } from './rows';

const channelId = channelIdSchema.parse('01JD0000000000000000000000');
const [jimin, alice] = ['7c9e6679-7425-40de-944b-e07fc1f90ae7', '7c9e6679-7425-40de-944b-e07fc1f90ae8'];

const said = (seq: number, at: string, authorId = jimin): Message => ({
  channelId,
  seq,
  nonce: `nonce-${seq}`,
  authorId,
  body: textBody(`${seq}`),
  createdAt: `2026-01-${at}:00.000Z`,
  editedAt: null,
  deletedAt: null,
  version: 1,
});

const isSameDay = (a: string, b: string) => a.slice(0, 10) === b.slice(0, 10);
const build = (messages: Message[], options: Partial<Parameters<typeof buildRows>[0]> = {}) =>
  buildRows({
    messages,
    pending: [],
    isStart: false,
    readSeq: undefined,
    readerId: alice,
    isSameDay,
    ...options,
  });
const shape = (rows: ReturnType<typeof buildRows>) =>
  rows.map((row) => (row.kind === 'message' ? `${row.message.seq}${row.isGrouped ? '+' : ''}` : row.kind));

describe('buildRows', () => {
  it('groups messages of one author within seven minutes', () => {
    const rows = build([
      said(1, '01T10:00'),
      said(2, '01T10:06'),
      said(3, '01T10:14'),
      said(4, '01T10:15', alice),
    ]);
    expect(shape(rows)).toEqual(['day', '1', '2+', '3', '4']);
  });

  it('does not group a system message with the member’s next message', () => {
    const joined: Message = { ...said(1, '01T10:00'), body: emptyBody, system: 'member-joined' };
    expect(shape(build([joined, said(2, '01T10:01'), said(3, '01T10:02')]))).toEqual(['day', '1', '2', '3+']);
  });

  it('begins each day with its date, and no group crosses it', () => {
    expect(shape(build([said(1, '01T23:59'), said(2, '02T00:01')]))).toEqual(['day', '1', 'day', '2']);
  });

  it('draws one line before the first unread message of another author', () => {
    const messages = [
      said(1, '01T10:00'),
      said(2, '01T10:01', alice),
      said(3, '01T10:02'),
      said(4, '01T10:03'),
    ];
    expect(shape(build(messages, { readSeq: 1 }))).toEqual(['day', '1', '2', 'unread', '3', '4+']);
  });

  it('introduces the channel at its very start', () => {
    expect(shape(build([], { isStart: true }))).toEqual(['intro']);
  });

  it('keeps the key of an own message when it is confirmed, so that nothing flickers', () => {
    const entry = {
      nonce: 'nonce-1',
      userId: jimin,
      channelId,
      body: { text: '1' },
      createdAt: '2026-01-01T10:00:00.000Z',
      topic: '',
      position: 1,
      state: 'waiting' as const,
    };
    const before = build([], { pending: [entry] }).at(-1);
    const after = build([said(1, '01T10:00')]).at(-1);
    expect(before?.key).toBe(after?.key);
  });
});
