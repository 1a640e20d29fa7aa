import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { Report } from '@maru/contracts/http/chat/reports';
import { setOf } from '@maru/contracts/permissions';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { MessageModerationService } from './features/moderation/message-moderation.service.js';
import type { AuditPage } from './testing/audit-scene.js';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());

const everyone = { targetType: 'role', allow: 0, deny: setOf('viewChannel') };

/** A server whose first channel only the owner sees. The moderator has each permission of the server but the administrator's. */
const createScene = async () => {
  const [owner, moderator, member] = [harness.person(), harness.person(), harness.person()];
  const { server, channels, categories } = await steps.createServer(owner);
  const { serverId } = server;
  const [hidden, open] = channels.map(({ channelId }) => channelId as string);
  const categoryId = categories[0]?.categoryId ?? '';
  await steps.join(owner, serverId, moderator, member);
  const role = await steps.createRole(
    owner,
    serverId,
    'manageServer',
    'manageChannels',
    'manageRoles',
    'manageMessages',
    'kickMembers',
    'viewAuditLog',
  );
  await steps.giveRole(owner, role, moderator);
  const ask = <T = Record<string, unknown>>(who: Person, method: string, path: string, body?: unknown) =>
    steps.ask<T>(who, `/chat/v1${path}`, { method, body });
  await ask(owner, 'PUT', `/categories/${categoryId}/overwrites/${serverId}`, everyone);
  const at = (path: string) => `/servers/${serverId}${path}`;
  const seenBy = async (who: Person, ...paths: string[]) =>
    JSON.stringify(await Promise.all(paths.map((path) => ask(who, 'GET', path))));
  return {
    owner,
    moderator,
    member,
    serverId,
    hidden: hidden ?? '',
    open: open ?? '',
    categoryId,
    ask,
    at,
    seenBy,
  };
};

const channelName = '비밀-기지';

describe('a hidden channel', () => {
  it('is named in no answer to members who may not see it, whatever else they may do', async () => {
    const scene = await createScene();
    const { owner, moderator, member, serverId, hidden, open, categoryId, ask, at, seenBy } = scene;
    await ask(owner, 'PATCH', at(''), { systemChannelId: hidden });
    await ask(owner, 'PATCH', `/channels/${hidden}`, { name: channelName });
    await ask(owner, 'POST', at('/invites'), { channelId: hidden });
    const { contentRuleId } = await ask<ContentRule>(owner, 'POST', at('/content-rules'), {
      name: '욕설',
      trigger: { kind: 'words', words: ['욕'] },
      action: 'block',
      exemptChannelIds: [hidden, open],
    });
    const { channelId } = await ask<Channel>(owner, 'POST', at('/channels'), {
      name: '공개',
      type: 'text',
      categoryId,
    });
    await ask(owner, 'PUT', `/channels/${channelId}/place`, { categoryId: null, before: null });
    await ask(owner, 'PUT', `/channels/${channelId}/overwrites/${serverId}`, { ...everyone, deny: 0 });
    const moderation = new MessageModerationService(harness.database);
    const place = { channelId: channelIdSchema.parse(hidden), seq: 3 };
    const { server } = await steps.detail(owner, serverId);
    const people = { actorId: owner.userId, authorId: owner.userId };
    await moderation.apply([
      { type: 'message.deleted', entryId: newId(), serverId: server.serverId, ...people, ...place },
    ]);
    const forMembers = ['/servers', at('')];
    const forModerators = [at('/audit-log'), at('/invites'), at('/content-rules'), at('/reports')];
    const secrets = [hidden, categoryId, channelName, '텍스트 채널'];
    const readings = [
      await seenBy(member, ...forMembers),
      await seenBy(moderator, ...forMembers, ...forModerators),
      JSON.stringify(
        await ask(moderator, 'PUT', `/channels/${open}/place`, { categoryId: null, before: null }),
      ),
      JSON.stringify(await ask(moderator, 'PATCH', at(''), { description: '소개' })),
      JSON.stringify(await ask(moderator, 'PUT', at('/raid-mode'), { isOn: true })),
      JSON.stringify(
        await ask(moderator, 'PATCH', at(`/content-rules/${contentRuleId}`), { exemptChannelIds: [open] }),
      ),
    ];
    for (const text of readings) for (const secret of secrets) expect(text).not.toContain(secret);
    const all = await seenBy(owner, ...forMembers, ...forModerators);
    for (const secret of secrets) expect(all).toContain(secret);
    const [rule] = (await ask<{ contentRules: ContentRule[] }>(owner, 'GET', at('/content-rules')))
      .contentRules;
    expect(rule?.exemptChannelIds).toEqual([open, hidden]);
  });

  it('cannot be made the system channel or a landing by members who do not see it', async () => {
    const { moderator, hidden, at } = await createScene();
    const status = async (method: string, path: string, body: object) =>
      (await harness.call(`/chat/v1${path}`, { method, body, token: moderator.token })).status;
    expect(await status('PATCH', at(''), { systemChannelId: hidden })).toBe(422);
    expect(await status('POST', at('/invites'), { channelId: hidden })).toBe(422);
  });

  it('is no landing for newcomers who may not see it', async () => {
    const { owner, hidden, ask, at } = await createScene();
    await ask(owner, 'PATCH', at(''), { systemChannelId: hidden });
    const { code } = await ask<{ code: string }>(owner, 'POST', at('/invites'), { channelId: hidden });
    const answer = await ask(harness.person(), 'POST', `/invites/${code}/accept`);
    expect(answer).toMatchObject({ channelId: null, server: { systemChannelId: null } });
  });

  it('stays secret in the log after it is deleted', async () => {
    const { owner, moderator, hidden, open, categoryId, ask, at } = await createScene();
    for (const path of [`/channels/${hidden}`, `/categories/${categoryId}`, `/channels/${open}`])
      await ask(owner, 'DELETE', path);
    const targets = async (who: Person) =>
      (await ask<AuditPage>(who, 'GET', at('/audit-log'))).entries.map(({ targetId }) => targetId);
    const seen = await targets(moderator);
    expect(seen).toContain(open);
    expect(seen).not.toContain(hidden);
    expect(seen).not.toContain(categoryId);
    await expect(targets(owner)).resolves.toEqual(expect.arrayContaining([hidden, categoryId, open]));
  });

  it('says of each change whether everyone saw it before', async () => {
    const { owner, hidden, open, ask } = await createScene();
    await ask(owner, 'DELETE', `/channels/${hidden}`);
    await ask(owner, 'DELETE', `/channels/${open}`);
    const told = () =>
      [hidden, open].map((id) =>
        harness.delivered.find((event) => event.type === 'channel.deleted' && event.channelId === id),
      );
    await until(() => told().every((event) => event !== undefined));
    expect(told()).toMatchObject([{ wasSeenByAll: false }, { wasSeenByAll: true }]);
  });
});

describe('reports of messages in a hidden channel', () => {
  it('are listed, counted and closed by those moderators only who see the channel', async () => {
    const { owner, moderator, member, serverId, hidden, open, ask, at } = await createScene();
    const write = (channelId: string) =>
      harness.socket.messages.write(channelIdSchema.parse(channelId), member.userId, '비밀 이야기');
    const [secret, plain] = [write(hidden), write(open)];
    for (const { channelId, seq } of [secret, plain])
      await steps.report(owner, serverId, { type: 'message', channelId, seq });
    interface Reports {
      reports: Report[];
      openCount: number;
    }
    const list = (who: Person) => ask<Reports>(who, 'GET', at('/reports'));
    const all = await list(owner);
    expect(all).toMatchObject({ openCount: 2 });
    const found = all.reports.find(({ message }) => message?.channelId === hidden);
    const seen = await list(moderator);
    expect(seen).toMatchObject({ openCount: 1, reports: [{ message: { channelId: open } }] });
    const close = (who: Person) =>
      harness.call(`/chat/v1${at(`/reports/${found?.reportId}/status`)}`, {
        method: 'PUT',
        body: { status: 'handled' },
        token: who.token,
      });
    await expect(close(moderator)).resolves.toMatchObject({ status: 404 });
    await expect(close(owner)).resolves.toMatchObject({ status: 200 });
    const log = await ask<AuditPage>(moderator, 'GET', at('/audit-log?action=report-closed'));
    expect(log.entries).toEqual([]);
    await ask(owner, 'DELETE', `/channels/${hidden}`);
    await expect(list(moderator)).resolves.toMatchObject({ openCount: 1 });
    await until(() =>
      harness.delivered.some((event) => event.type === 'reports.changed' && event.channelId === hidden),
    );
  });
});
