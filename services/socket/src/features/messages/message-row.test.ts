import { describe, expect, it } from '@jest/globals';
import { emptyBody, textBody } from '@maru/contracts/socket/message-body';
import { fromRow } from './message-row.js';

const row = {
  bucket: '01JD0000000000000000000000#0',
  channelId: '01JD0000000000000000000000',
  seq: 7,
  nonce: 'nonce-of-message-7',
  authorId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  version: 1,
};
const { bucket: _bucket, ...message } = row;

describe('a row of a message', () => {
  it('is read with the whole body that it stores', () => {
    const body = {
      ...textBody('안녕하세요'),
      mentions: { userIds: [row.authorId], roleIds: [], everyone: true },
      replyTo: 3,
    };
    expect(fromRow({ ...row, body })).toEqual({ ...message, body });
  });

  it.each([
    ['text', { content: '안녕하세요\n  둘째 줄' }, textBody('안녕하세요\n  둘째 줄')],
    ['a system message', { content: '', system: 'member-joined' }, emptyBody],
    ['a tombstone', { content: '', deletedAt: '2026-01-02T00:00:00.000Z', version: 2 }, emptyBody],
  ])('with %s in the format before bodies is read as a body', (_name, { content, ...old }, body) => {
    expect(fromRow({ ...row, ...old, content })).toEqual({ ...message, ...old, body });
  });

  it.each([
    ['a body of an unknown version', { body: { ...emptyBody, v: 2 } }],
    ['neither a body nor a text', {}],
  ])('with %s is refused', (_name, changes) => {
    expect(() => fromRow({ ...row, ...changes })).toThrow();
  });
});
