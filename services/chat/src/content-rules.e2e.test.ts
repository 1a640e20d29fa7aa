import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { Member } from '@maru/contracts/http/chat/members';
import type { Report } from '@maru/contracts/http/chat/reports';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { MessageModerationService } from './features/moderation/message-moderation.service.js';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
let owner: Person;
let member: Person;
let home: ServerDetail;
let serverId: ServerDetail['server']['serverId'];
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  [owner, member] = [harness.person(), harness.person()];
  home = await steps.createServer(owner);
  ({ serverId } = home.server);
  await steps.join(owner, serverId, member);
});

const words = { name: '욕설', trigger: { kind: 'words', words: ['바보'] }, action: 'block' };
const at = (path: string) => `/chat/v1/servers/${serverId}${path}`;
const list = async () =>
  (await steps.ask<{ contentRules: ContentRule[] }>(owner, at('/content-rules'))).contentRules;
const send = (method: string, path: string, body?: object, key?: string) =>
  harness.call<ContentRule & { error?: { code: string } }>(at(`/content-rules${path}`), {
    method,
    body,
    key,
    token: owner.token,
  });

describe('rules', () => {
  it('are made, changed in part, and deleted; each change is told', async () => {
    const rule = await steps.createContentRule(owner, serverId, words);
    expect(rule).toMatchObject({ ...words, isEnabled: true, exemptRoleIds: [], exemptChannelIds: [] });
    const path = `/${rule.contentRuleId}`;
    expect((await send('PATCH', path, { isEnabled: false })).body).toEqual({ ...rule, isEnabled: false });
    expect(await list()).toEqual([{ ...rule, isEnabled: false }]);
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await send('DELETE', path)).status).toBe(404);
    expect((await send('PATCH', path, { isEnabled: true })).status).toBe(404);
    expect(await list()).toEqual([]);
    const told = () =>
      harness.delivered.filter(
        (event) => event.type === 'content-rules.changed' && event.serverId === serverId,
      );
    await until(() => told().length === 3);
  });

  it('exempt only what the server has', async () => {
    const role = await steps.createRole(owner, serverId);
    const [known, unknown] = [home.channels[0]?.channelId, newId()];
    const rule = await steps.createContentRule(owner, serverId, {
      ...words,
      exemptRoleIds: [role.roleId, unknown],
      exemptChannelIds: [known, unknown],
    });
    expect(rule).toMatchObject({ exemptRoleIds: [role.roleId], exemptChannelIds: [known] });
  });

  it.each([
    { ...words, name: ' ' },
    { ...words, trigger: { kind: 'words', words: [] } },
    { ...words, trigger: { kind: 'words', words: ['  '] } },
    { ...words, trigger: { kind: 'mentions', max: 0 } },
    { ...words, action: 'delete' },
    { ...words, action: 'time-out', timeoutSeconds: 1 },
  ])('are not made of %p', async (body) => {
    expect((await send('POST', '', body)).status).toBe(422);
  });

  it('take text that JSON can carry and the database can’t', async () => {
    const trigger = { kind: 'words', words: ['\ud800', '바보'] };
    const { body, status } = await send('POST', '', { ...words, name: '반쪽 \ud83d', trigger });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: '반쪽 \ufffd', trigger: { words: ['\ufffd', '바보'] } });
  });

  it('are made once, however often that is asked', async () => {
    const key = randomUUID();
    const [first, second] = await Promise.all([send('POST', '', words, key), send('POST', '', words, key)]);
    expect(first).toEqual(second);
    expect(await list()).toHaveLength(1);
  });

  it('are limited in number per server', async () => {
    const { contentRulesPerServer } = limits;
    for (let made = 1; made < contentRulesPerServer; made += 1)
      await steps.createContentRule(owner, serverId, words);
    const last = await Promise.all([send('POST', '', words), send('POST', '', words)]);
    expect(last.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it('are limited in their letters altogether, on creation and on update', async () => {
    const list = Array.from({ length: 500 }, (_, index) => `${'가'.repeat(56)}${1_000 + index}`);
    const trigger = { kind: 'words' as const, words: list };
    const made = await Promise.all([
      send('POST', '', { ...words, trigger }),
      send('POST', '', { ...words, trigger }),
    ]);
    expect(made.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const { contentRuleId } = await steps.createContentRule(owner, serverId, {
      name: '멘션',
      trigger: { kind: 'mentions', max: 5 },
      action: 'block',
    });
    const { status, body } = await send('PATCH', `/${contentRuleId}`, { trigger });
    expect(status).toBe(409);
    expect(body).toMatchObject({ error: { code: 'BLOCKED_LETTERS_LIMIT_REACHED' } });
    expect((await send('PATCH', `/${contentRuleId}`, { name: '다른 이름' })).status).toBe(200);
  });

  it('are their server’s only', async () => {
    const elsewhere = harness.person();
    const { server } = await steps.createServer(elsewhere);
    const { contentRuleId } = await steps.createContentRule(elsewhere, server.serverId, words);
    expect((await send('PATCH', `/${contentRuleId}`, { isEnabled: false })).status).toBe(404);
    expect((await send('DELETE', `/${contentRuleId}`)).status).toBe(404);
  });
});

describe('a message that breaks one', () => {
  const service = () => new MessageModerationService(harness.database);
  const breaks = (rule: ContentRule, more: object = {}) => ({
    violationId: newId(),
    contentRuleId: rule.contentRuleId,
    userId: member.userId,
    channelId: channelIdSchema.parse(home.channels[0]?.channelId),
    seq: null,
    text: '바보야',
    ...more,
  });
  const reports = async () => (await steps.ask<{ reports: Report[] }>(owner, at('/reports'))).reports;
  const findMember = () => steps.ask<Member>(owner, at(`/members/${member.userId}`));

  it('is reported once, with what it said and the rule that it broke', async () => {
    const rule = await steps.createContentRule(owner, serverId, { ...words, action: 'flag' });
    const violation = breaks(rule, { seq: 3 });
    await service().recordViolation(serverId, violation);
    await service().recordViolation(serverId, violation);
    expect(await reports()).toMatchObject([
      {
        reporterId: null,
        contentRuleId: rule.contentRuleId,
        note: '욕설',
        userId: member.userId,
        message: { seq: 3, text: '바보야' },
      },
    ]);
    expect(await findMember()).toMatchObject({ timedOutUntil: null });
    await until(() =>
      harness.delivered.some((event) => event.type === 'reports.changed' && event.serverId === serverId),
    );
  });

  it('times its author out, never shorter than they are already', async () => {
    const rule = await steps.createContentRule(owner, serverId, {
      ...words,
      action: 'time-out',
      timeoutSeconds: 600,
    });
    await service().recordViolation(serverId, breaks(rule));
    const until = Date.parse((await findMember()).timedOutUntil ?? '');
    expect(until - Date.now()).toBeGreaterThan(590_000);
    await steps.ask(owner, at(`/members/${member.userId}/timeout`), {
      method: 'PUT',
      body: { seconds: 3_600 },
    });
    await service().recordViolation(serverId, breaks(rule));
    expect(Date.parse((await findMember()).timedOutUntil ?? '')).toBeGreaterThan(until + 2_900_000);
  });

  it('is nothing when the rule, the member or the server is gone meanwhile', async () => {
    const rule = await steps.createContentRule(owner, serverId, { ...words, action: 'time-out' });
    await steps.ask(member, at('/leave'), { method: 'POST' });
    await service().recordViolation(serverId, breaks(rule));
    expect(await reports()).toHaveLength(1);
    await send('DELETE', `/${rule.contentRuleId}`);
    await service().recordViolation(serverId, breaks(rule));
    expect(await reports()).toHaveLength(1);
    await steps.ask(owner, at(''), { method: 'DELETE' });
    await service().recordViolation(serverId, breaks(rule));
    await expect(harness.database.prisma.report.count({ where: { serverId } })).resolves.toBe(0);
  });
});
