import { describe, expect, it } from '@jest/globals';
import { limits } from '../limits.js';
import { emptyBody, messageBody, messageBodyInput, textBody } from './message-body.js';
import { clientEvents } from './events.js';

const userId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const file = {
  id: '01JD0000000000000000000000',
  name: '회의록.pdf',
  type: 'application/pdf',
  bytes: 1_024,
  dimensions: null,
};

describe('the body of a message', () => {
  it('holds text, mentions, attachments and the message that it replies to', () => {
    const body = {
      ...textBody('안녕하세요'),
      mentions: { userIds: [userId], roleIds: [file.id], everyone: true },
      attachments: [file, { ...file, type: 'image/png', dimensions: { width: 640, height: 480 } }],
      replyTo: 12,
    };
    expect(messageBody.parse(body)).toEqual(body);
    expect(messageBody.parse(emptyBody).text).toBe('');
  });

  it.each([
    ['an unknown version', { v: 2 }],
    [
      'more attachments than fit',
      { attachments: Array.from({ length: limits.attachment.perMessage + 1 }, () => file) },
    ],
    ['a file that is too large', { attachments: [{ ...file, bytes: limits.attachment.maxBytes + 1 }] }],
    ['a media type that is none', { attachments: [{ ...file, type: 'pdf; charset=x' }] }],
    [
      'more mentions than fit',
      {
        mentions: {
          ...emptyBody.mentions,
          userIds: Array(limits.messageMentions.users + 1).fill(userId),
        },
      },
    ],
    ['a reply to no message', { replyTo: 0 }],
  ])('with %s is refused', (_name, changes) => {
    expect(messageBody.safeParse({ ...textBody('안녕'), ...changes }).success).toBe(false);
  });
});

describe('the body that a client sends', () => {
  it('is text and nothing else: parts that are not supported yet are refused, not dropped', () => {
    expect(messageBodyInput.parse({ text: '안녕' })).toEqual({ text: '안녕' });
    const { text: _text, ...parts } = emptyBody;
    for (const [name, part] of Object.entries(parts))
      expect([name, messageBodyInput.safeParse({ text: '안녕', [name]: part }).success]).toEqual([
        name,
        false,
      ]);
  });

  it.each(['message:send', 'message:edit'] as const)('is required by %s', (event) => {
    const payload = { channelId: file.id, seq: 1, nonce: 'n'.repeat(16) };
    const { success } = clientEvents[event].payload.safeParse({ ...payload, body: { text: 'x' } });
    expect(success).toBe(true);
    for (const body of [undefined, {}, { text: ' ' }, { text: 'x', replyTo: 1 }])
      expect(clientEvents[event].payload.safeParse({ ...payload, body }).success).toBe(false);
  });
});
