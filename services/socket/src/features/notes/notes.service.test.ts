import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { compileRules } from '@maru/contracts/content-rules';
import { contentRule, type ContentAction } from '@maru/contracts/http/chat/content-rules';
import { everyoneRoleId } from '@maru/contracts/permission-rules';
import { ordinaryPermissions, setOf, type PermissionSet } from '@maru/contracts/permissions';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import { noteIdFrom, type MeetingNote } from '@maru/contracts/socket/notes';
import { newId } from '@maru/service-kit/ids';
import { fullRules } from '../../testing/full-rules.js';
import { conversationIn, type ConversationAccess } from '../access/conversation.js';
import { indexRules } from '../access/member-access.js';
import { createFakeModerationLog } from '../../testing/fake-moderation-log.js';
import { FakeMessageStore } from '../messages/message-store.fake.js';
import { TextRules } from '../messages/text-rules.js';
import { FakeNoteStore } from './note-store.fake.js';
import { NotesService } from './notes.service.js';
import { TopicGuard } from './topic-guard.js';

const serverId = serverIdSchema.parse(newId());
const voiceId = channelIdSchema.parse(newId());
const [starter, guest] = [randomUUID(), randomUUID()];

const known = indexRules(
  fullRules({
    serverId,
    ownerId: randomUUID(),
    verification: 'none',
    isRaidModeOn: false,
    roles: [{ roleId: everyoneRoleId(serverId), position: 0, permissions: ordinaryPermissions }],
    categories: [],
    channels: [
      {
        channelId: voiceId,
        type: 'voice',
        categoryId: null,
        isSynced: false,
        overwrites: [],
        slowModeSeconds: 0,
      },
    ],
  }),
);

const forbid = (action: ContentAction) =>
  contentRule.parse({
    contentRuleId: newId(),
    serverId,
    name: '욕설',
    isEnabled: true,
    trigger: { kind: 'words', words: ['바보'] },
    action,
    timeoutSeconds: 600,
    exemptRoleIds: [],
    exemptChannelIds: [],
  });

/** A channel as a member with these permissions may use it, with what its service announces and reports. */
const aService = (action: ContentAction = 'block') => {
  const store = new FakeNoteStore(new FakeMessageStore());
  const rule = forbid(action);
  const moderation = createFakeModerationLog();
  const rules = new TextRules({ moderation, access: { contentRulesOf: async () => compileRules([rule]) } });
  const announced: string[] = [];
  const service = new NotesService({
    store,
    access: { rulesOfServer: async () => known },
    topics: new TopicGuard(rules),
    announcer: {
      changed: (_channel, { topic, endedAt }) => void announced.push(endedAt ? `${topic} ended` : topic),
      deleted: () => void announced.push('deleted'),
    },
    peopleInCall: async () => [starter],
    onChore: () => undefined,
    backoff: async () => undefined,
  });
  const caller = (userId: string, permissions: PermissionSet = ordinaryPermissions) => {
    const [channel] = known.channels.values();
    if (!channel) throw new Error('no channel');
    const access = {
      permissions,
      memberSince: '2026-01-01T00:00:00.000Z',
      slowModeSeconds: 0,
      roleIds: [],
      voice: null,
    };
    // The part of a server's conversation that notes use.
    return { userId, channel: { ...conversationIn(known, channel), ...access } as ConversationAccess };
  };
  const begin = (topic = '회의') => service.start(caller(starter), { noteId: noteIdFrom(newId()), topic });
  return { service, store, announced, moderation, contentRuleId: rule.contentRuleId, caller, begin };
};

/** Makes the next call of a method of the store work although its answer is lost. */
const loseAnswer = (store: FakeNoteStore, name: 'end' | 'rename' | 'remove' | 'start'): void => {
  const method = store[name].bind(store) as (...args: unknown[]) => Promise<unknown>;
  let isLost = false;
  Object.assign(store, {
    [name]: async (...args: unknown[]) => {
      const result = await method(...args);
      if (isLost) return result;
      isLost = true;
      throw new Error('the answer was lost');
    },
  });
};

describe('a note', () => {
  it('is renamed by its starter only while they may write', async () => {
    const { service, caller, begin } = aService();
    const { noteId } = await begin();
    const timedOut = caller(starter, setOf('viewChannel'));
    await expect(service.rename(timedOut, noteId, '새 주제')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(service.rename(caller(guest), noteId, '새 주제')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(service.rename(caller(starter), noteId, '새 주제')).resolves.toMatchObject({ version: 2 });
    await expect(service.end(timedOut, noteId)).resolves.toMatchObject({ version: 3 });
  });

  it('has no topic that a content rule forbids', async () => {
    const { service, caller, begin, store } = aService();
    const forbidden = { noteId: noteIdFrom(newId()), topic: '바보 회의' };
    await expect(service.start(caller(starter), forbidden)).rejects.toMatchObject({
      code: 'MESSAGE_BLOCKED',
    });
    const { noteId } = await begin();
    await expect(service.rename(caller(starter), noteId, '바보')).rejects.toMatchObject({
      code: 'MESSAGE_BLOCKED',
      fields: { topic: 'words' },
    });
    await expect(store.find(noteId)).resolves.toMatchObject({ topic: '회의' });
  });

  it('whose topic a content rule flags has it, and reports it once with the write', async () => {
    const { service, store, moderation, contentRuleId, caller, begin } = aService('flag');
    const { noteId } = await begin('바보 회의');
    const report = {
      type: 'message.flagged',
      serverId,
      channelId: voiceId,
      seq: null,
      contentRuleId,
      userId: starter,
    };
    expect(store.events).toMatchObject([{ ...report, text: '바보 회의' }]);
    loseAnswer(store, 'rename');
    await expect(service.rename(caller(starter), noteId, '바보들')).resolves.toMatchObject({ version: 2 });
    await service.rename(caller(starter), noteId, '바보들');
    expect(store.events.slice(1)).toMatchObject([{ ...report, text: '바보들' }]);
    expect(new Set(store.events.map((event) => 'violationId' in event && event.violationId)).size).toBe(2);
    expect(moderation.violations).toEqual([]);
  });

  it('times out a member who gives it a topic for which a content rule does so', async () => {
    const { service, store, moderation, contentRuleId, caller, begin } = aService('time-out');
    await expect(begin('바보 회의')).rejects.toMatchObject({ code: 'MESSAGE_BLOCKED' });
    await expect(store.findRunning(voiceId)).resolves.toBeUndefined();
    const { noteId } = await begin();
    for (const _attempt of [1, 2])
      await expect(service.rename(caller(starter), noteId, '바보')).rejects.toMatchObject({
        code: 'MESSAGE_BLOCKED',
        fields: { topic: 'words' },
      });
    const violation = { contentRuleId, userId: starter, channelId: voiceId, seq: null };
    expect(moderation.violations).toMatchObject([
      { ...violation, text: '바보 회의' },
      { ...violation, text: '바보' },
      { ...violation, text: '바보' },
    ]);
  });

  it('reports no topic of a member who may not give it', async () => {
    const { service, moderation, caller, begin } = aService('time-out');
    const { noteId } = await begin();
    await expect(service.rename(caller(guest), noteId, '바보')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(begin('바보')).rejects.toMatchObject({ code: 'MESSAGE_BLOCKED' });
    expect(moderation.violations.map(({ userId }) => userId)).toEqual([starter]);
  });

  it('that a write leaves as it was is not announced', async () => {
    const { service, announced, caller, begin } = aService();
    const { noteId } = await begin();
    const self = caller(starter);
    await service.rename(self, noteId, '회의');
    await service.end(self, noteId);
    await service.end(self, noteId);
    await service.rename(self, noteId, '회의');
    expect(announced).toEqual(['회의', '회의 ended']);
  });

  it.each<['start' | 'end' | 'rename' | 'remove', string[]]>([
    ['start', ['회의']],
    ['end', ['회의', '회의 ended']],
    ['rename', ['회의', '새 주제']],
    ['remove', ['회의', 'deleted']],
  ])('whose store loses the answer of %s changes once and is announced', async (name, expected) => {
    const { service, store, announced, caller, begin } = aService();
    if (name === 'start') loseAnswer(store, name);
    const { noteId } = await begin();
    if (name !== 'start') loseAnswer(store, name);
    const self = caller(starter);
    const acts: Record<typeof name, () => Promise<MeetingNote | void>> = {
      start: async () => undefined,
      end: () => service.end(self, noteId),
      rename: () => service.rename(self, noteId, '새 주제'),
      remove: () => service.remove(self.channel, noteId),
    };
    await acts[name]();
    expect(announced).toEqual(expected);
    const version = name === 'start' ? 1 : 2;
    if (name === 'remove') await expect(store.find(noteId)).resolves.toBeUndefined();
    else await expect(store.find(noteId)).resolves.toMatchObject({ version });
  });
});
