import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { compileRules } from '@maru/contracts/content-rules';
import { contentRule, type ContentAction } from '@maru/contracts/http/chat/content-rules';
import { ordinaryPermissions, setOf } from '@maru/contracts/permissions';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import { textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import { noteIdFrom } from '@maru/contracts/socket/notes';
import { newId } from '@maru/service-kit/ids';
import { createLogger } from '@maru/service-kit/logger';
import { createFakeModerationLog } from '../../testing/fake-moderation-log.js';
import { rooms } from '../../platform/rooms.js';
import type { ConversationAccess } from '../access/conversation.js';
import { FakeMembershipStore } from '../membership/membership-store.fake.js';
import { TextLimits } from '../membership/text-limits.js';
import { LocalWrites } from './local-writes.js';
import { MessageGuard } from './message-guard.js';
import { FakeMessageStore } from './message-store.fake.js';
import { MessagesService } from './messages.service.js';
import type { Cooldown, Cooldowns } from './cooldowns.repository.js';
import { TextRules } from './text-rules.js';

const [author, moderator] = [randomUUID(), randomUUID()];
const serverId = serverIdSchema.parse(newId());
const conversation: ConversationAccess = {
  scope: 'server',
  serverId,
  channelId: channelIdSchema.parse(newId()),
  audience: rooms.server(serverId),
  permissions: ordinaryPermissions,
  memberSince: '2026-01-01T00:00:00.000Z',
  slowModeSeconds: 60,
  roleIds: [],
  voice: null,
};

/** Slow mode in memory, with a pause that does not end. */
class FakeCooldowns implements Cooldowns {
  readonly taken = new Map<string, string>();

  start = async ({ channelId, userId, nonce }: Cooldown): Promise<number> => {
    const key = `${channelId}#${userId}`;
    const last = this.taken.get(key) ?? nonce;
    this.taken.set(key, last);
    return last === nonce ? 0 : 60_000;
  };

  cancel = async ({ channelId, userId, nonce }: Cooldown): Promise<void> => {
    const key = `${channelId}#${userId}`;
    if (this.taken.get(key) === nonce) this.taken.delete(key);
  };
}

const forbid = (action: ContentAction) =>
  compileRules([
    contentRule.parse({
      contentRuleId: newId(),
      serverId,
      name: '규칙',
      isEnabled: true,
      trigger: { kind: 'words', words: ['나쁜말'] },
      action,
      timeoutSeconds: 600,
      exemptRoleIds: [],
      exemptChannelIds: [],
    }),
  ]);

const now = new Date('2027-03-05T10:00:00.000Z');
let store: FakeMessageStore;
let isBroken: boolean;
let rules: ReturnType<typeof compileRules>;
let cooldowns: FakeCooldowns;
let memberships: FakeMembershipStore;
let moderation: ReturnType<typeof createFakeModerationLog>;
let messages: MessagesService;
beforeEach(() => {
  isBroken = false;
  store = new FakeMessageStore(() => (isBroken ? 'fails' : 'none'));
  rules = compileRules([]);
  cooldowns = new FakeCooldowns();
  memberships = new FakeMembershipStore();
  moderation = createFakeModerationLog();
  const log = createLogger({ service: 'test', level: 'silent' });
  const textRules = new TextRules({ moderation, access: { contentRulesOf: async () => rules } });
  const lengths = new TextLimits({ memberships, now: () => now });
  const guard = new MessageGuard({ store, cooldowns, rules: textRules, lengths, log });
  const publisher = { created: () => undefined, updated: () => undefined };
  const backoff = () => Promise.resolve();
  const writes = new LocalWrites({ store, publisher, backoff });
  messages = new MessagesService({ store, writes, guard });
});

const send = (text: string, nonce: string = randomUUID()) =>
  messages.send(conversation, { authorId: author, nonce, body: textBody(text) });
const edit = (text: string, userId = author) => messages.edit(conversation, { userId, seq: 1, text });
const stored = (seq = 1) => store.find(conversation.channelId, seq);

describe('sending', () => {
  it('cancels the cooldown if the message is not written', async () => {
    isBroken = true;
    await expect(send('안녕')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(cooldowns.taken.size).toBe(0);
    isBroken = false;
    await send('안녕');
    await expect(send('또')).rejects.toMatchObject({ code: 'SLOW_MODE' });
  });

  it('a forbidden text starts no cooldown and writes nothing', async () => {
    rules = forbid('time-out');
    await expect(send('나쁜말')).rejects.toMatchObject({ code: 'MESSAGE_BLOCKED' });
    expect(moderation.violations).toMatchObject([{ userId: author, seq: null, text: '나쁜말' }]);
    expect(cooldowns.taken.size).toBe(0);
    expect(store.messages.size).toBe(0);
  });

  it('flags the text that was written, not that of a repeat', async () => {
    const nonce = randomUUID();
    await send('좋은 말', nonce);
    rules = forbid('flag');
    await expect(send('나쁜말', nonce)).resolves.toMatchObject({ body: textBody('좋은 말') });
    expect(store.events).toEqual([]);
  });

  it('a flagged text stores its report together with the message, and once', async () => {
    rules = forbid('flag');
    const nonce = randomUUID();
    await send('나쁜말', nonce);
    await send('나쁜말', nonce);
    expect(store.events).toMatchObject([
      { type: 'message.flagged', serverId, userId: author, seq: 1, text: '나쁜말' },
    ]);
  });
});

describe('editing', () => {
  it('to a forbidden text is refused and times the author out; another member gets neither', async () => {
    await send('좋은 말');
    rules = forbid('time-out');
    await expect(edit('나쁜말', moderator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(moderation.violations).toEqual([]);
    await expect(edit('나쁜말')).rejects.toMatchObject({ code: 'MESSAGE_BLOCKED' });
    expect(moderation.violations).toMatchObject([{ userId: author, seq: 1, text: '나쁜말' }]);
    await expect(stored()).resolves.toMatchObject({ body: textBody('좋은 말'), version: 1 });
  });

  it('a message to the text that it already has is no violation, although the text is forbidden now', async () => {
    await send('나쁜말');
    rules = forbid('block');
    await expect(edit('나쁜말')).resolves.toMatchObject({ message: { version: 1 } });
  });

  it('is refused when the text was no change at admission but is one at the write', async () => {
    await send('나쁜말');
    rules = forbid('block');
    const { find } = store;
    let reads = 0;
    // The guard reads the message as it is, the write reads it as another edit has left it.
    store.find = async (...args): Promise<Message | undefined> => {
      const found = await find.apply(store, args);
      reads += 1;
      return found && (reads === 1 ? found : { ...found, body: textBody('좋은 말'), version: 2 });
    };
    await expect(edit('나쁜말')).rejects.toMatchObject({ code: 'MESSAGE_BLOCKED' });
    expect(cooldowns.taken.size).toBe(1);
  });
});

describe('deleting', () => {
  const remove = (userId: string, permissions: number) =>
    messages.remove({ ...conversation, permissions }, { userId, seq: 1 });

  it("another member's message stores its audit entry together with the tombstone, and once", async () => {
    await send('안녕');
    const permissions = setOf('viewChannel', 'manageMessages');
    await remove(moderator, permissions);
    await remove(moderator, permissions);
    expect(store.events).toMatchObject([
      { type: 'message.deleted', serverId, actorId: moderator, authorId: author, seq: 1 },
    ]);
  });

  it('a line of a note, or flagging it, is told with the voice channel: its moderators look after it', async () => {
    const noteId = noteIdFrom(newId());
    const line: ConversationAccess = {
      scope: 'note',
      serverId,
      channelId: noteId,
      voiceChannelId: conversation.channelId,
      audience: conversation.audience,
      permissions: ordinaryPermissions,
      memberSince: conversation.memberSince,
      slowModeSeconds: 0,
      roleIds: [],
    };
    store.open.add(noteId);
    rules = forbid('flag');
    const draft = { authorId: author, nonce: randomUUID(), body: textBody('나쁜말') };
    await messages.send(line, draft);
    const byModerator = { ...line, permissions: setOf('viewChannel', 'manageMessages') };
    await messages.remove(byModerator, { userId: moderator, seq: 1 });
    const place = { serverId, channelId: conversation.channelId, seq: null };
    expect(store.events).toMatchObject([
      { type: 'message.flagged', ...place, text: '나쁜말' },
      { type: 'message.deleted', ...place, actorId: moderator },
    ]);
    rules = forbid('time-out');
    await expect(
      messages.send(line, { authorId: author, nonce: randomUUID(), body: textBody('나쁜말') }),
    ).rejects.toMatchObject({ code: 'MESSAGE_BLOCKED' });
    expect(moderation.violations).toMatchObject([{ channelId: conversation.channelId, seq: null }]);
  });

  it('is recorded neither for authors, even when they moderate, nor when it is refused', async () => {
    await send('안녕');
    await expect(remove(moderator, ordinaryPermissions)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await remove(author, setOf('viewChannel', 'manageMessages'));
    expect(store.events).toEqual([]);
  });
});

describe('a long text', () => {
  const until = '2027-04-05T15:00:00.000Z';
  const ended = '2027-03-05T10:00:00.000Z';
  const long = (length: number) => '가'.repeat(length);
  const tooLong = (max: number) => ({ code: 'MESSAGE_TOO_LONG', fields: { 'body.text': `${max}` } });
  const withoutCooldowns = () => cooldowns.taken.clear();

  it('is refused beyond the plan of its author, without a cooldown or a use', async () => {
    await expect(send(long(1_001))).rejects.toMatchObject(tooLong(1_000));
    await memberships.put(author, { plan: 'basic', until });
    await expect(send(long(2_001))).rejects.toMatchObject(tooLong(2_000));
    await memberships.put(moderator, { plan: 'premium', until });
    await expect(send(long(2_001))).rejects.toMatchObject(tooLong(2_000));
    expect(cooldowns.taken.size).toBe(0);
    expect(store.messages.size).toBe(0);
    expect(memberships.uses).toEqual([]);
  });

  it.each([
    ['basic' as const, 2_000],
    ['premium' as const, 4_000],
  ])('is written up to the length of the plan %s, and recorded as a use once a day', async (plan, max) => {
    await memberships.put(author, { plan, until });
    await send(long(max));
    withoutCooldowns();
    await send(long(max));
    expect(memberships.uses).toMatchObject([{ userId: author, at: now }]);
  });

  it('of 1,000 characters, however many bytes they take, costs no read and is no use', async () => {
    await memberships.put(author, { plan: 'premium', until });
    await send('👩'.repeat(1_000));
    expect(memberships.finds).toBe(0);
    expect(memberships.uses).toEqual([]);
  });

  it('is refused from the instant on at which the plan ends', async () => {
    await memberships.put(author, { plan: 'premium', until: ended });
    await expect(send(long(1_001))).rejects.toMatchObject(tooLong(1_000));
  });

  it('that is stored already is answered again after the plan has ended', async () => {
    await memberships.put(author, { plan: 'basic', until });
    const nonce = randomUUID();
    await send(long(2_000), nonce);
    await memberships.put(author, { plan: 'free', until: null });
    await expect(send(long(2_000), nonce)).resolves.toMatchObject({ seq: 1 });
  });

  it('is not written while memberships cannot be read', async () => {
    memberships.isDown = true;
    await expect(send(long(1_001))).rejects.toThrow();
    expect(store.messages.size).toBe(0);
    await send(long(1_000));
  });

  it('whose use is not recorded is recorded when its author sends it again', async () => {
    await memberships.put(author, { plan: 'basic', until });
    const { recordUse } = memberships;
    memberships.recordUse = () => Promise.reject(new Error('the store failed'));
    const nonce = randomUUID();
    await expect(send(long(1_500), nonce)).rejects.toThrow();
    memberships.recordUse = recordUse;
    await expect(send(long(1_500), nonce)).resolves.toMatchObject({ seq: 1 });
    expect(memberships.uses).toHaveLength(1);
  });

  it('from before may be edited but not grow, and that is no use', async () => {
    await memberships.put(author, { plan: 'basic', until });
    await send(long(1_500));
    memberships.uses.length = 0;
    await memberships.put(author, { plan: 'free', until: null });
    withoutCooldowns();
    await expect(edit(long(1_501))).rejects.toMatchObject(tooLong(1_000));
    await expect(edit(`${long(1_499)}나`)).resolves.toMatchObject({ message: { version: 2 } });
    withoutCooldowns();
    await expect(edit(long(1_200))).resolves.toMatchObject({ message: { version: 3 } });
    withoutCooldowns();
    await expect(edit(long(1_300))).rejects.toMatchObject(tooLong(1_000));
    expect(memberships.uses).toEqual([]);
  });

  it('may be put into an older message by a plan that allows it, which is a use', async () => {
    await send('짧은 글');
    await expect(edit(long(1_001))).rejects.toMatchObject(tooLong(1_000));
    await memberships.put(author, { plan: 'basic', until });
    await expect(edit(long(2_001))).rejects.toMatchObject(tooLong(2_000));
    await expect(edit(long(2_000))).resolves.toMatchObject({ message: { version: 2 } });
    expect(memberships.uses).toHaveLength(1);
  });

  it("of another author's message is refused as theirs, whatever its length", async () => {
    await send('안녕');
    await expect(edit(long(2_000), moderator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
