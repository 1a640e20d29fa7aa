import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditActions, type AuditAction, type AuditEntry } from '@maru/contracts/http/chat/audit-log';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { MessageModerationService } from './features/moderation/message-moderation.service.js';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { emailOf, insertEmailInvite } from './testing/email-invites.js';
import { aPicture } from './testing/pictures.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());

const words = { name: '욕설', trigger: { kind: 'words', words: ['바보'] }, action: 'block' };
const picture = await aPicture();

interface Page {
  entries: AuditEntry[];
  nextCursor: string | null;
}

/** A server with an owner, who does everything here, a member, and one of everything that can be changed. */
const createScene = async () => {
  const [owner, member, guest] = [harness.person(), harness.person(), harness.person()];
  const { server, channels, categories } = await steps.createServer(owner);
  const { serverId } = server;
  const at = (path: string) => `/chat/v1/servers/${serverId}${path}`;
  const ask = <T = Record<string, string>>(method: string, path: string, body?: unknown, who = owner) =>
    steps.ask<T>(who, path, { method, body });
  await steps.join(owner, serverId, member, guest);
  const role = await steps.createRole(owner, serverId);
  const other = await steps.createRole(owner, serverId);
  const { inviteId } = await ask<{ inviteId: string }>('POST', at('/invites'), { maxUses: 5 }, member);
  const { emailInviteId } = await insertEmailInvite(harness, {
    serverId,
    inviterId: member.userId,
    email: emailOf(harness.person()),
  });
  const [rule, { reportId }] = [
    await steps.createContentRule(owner, serverId, words),
    await steps.report(member, serverId, { type: 'member', userId: guest.userId }),
  ];
  const entries = async (query = '') =>
    (await ask<Page>('GET', at(`/audit-log?limit=100${query && `&${query}`}`))).entries;
  return {
    owner,
    member,
    guest,
    serverId,
    at,
    ask,
    entries,
    role,
    other,
    inviteId,
    emailInviteId,
    rule,
    reportId,
    text: channels.find(({ type }) => type === 'text'),
    voice: channels.find(({ type }) => type === 'voice'),
    categories,
  };
};
type Scene = Awaited<ReturnType<typeof createScene>>;

interface Row {
  act: (scene: Scene) => Promise<unknown>;
  /** What was done before, to make it possible. */
  first?: (scene: Scene) => Promise<unknown>;
  target?: (scene: Scene) => string | undefined;
  changes?: (scene: Scene) => [field: string, before: unknown, after: unknown][];
  reason?: string;
  /** Doing it again is something new. */
  isRepeatable?: boolean;
}

const toMember = ({ member }: Scene) => member.userId;
const toChannel = ({ text }: Scene) => text?.channelId;
const toCategory = ({ categories }: Scene) => categories[0]?.categoryId;
const toRole = ({ role }: Scene) => role.roleId;
const toRule = ({ rule }: Scene) => rule.contentRuleId;
const member = (path: string) => (scene: Scene) => scene.at(`/members/${scene.member.userId}${path}`);
const [mutePath, timeoutPath] = [member('/mute'), member('/timeout')];
const channel = (scene: Scene) => `/chat/v1/channels/${scene.text?.channelId}`;
const category = (scene: Scene) => `/chat/v1/categories/${scene.categories[0]?.categoryId}`;
const rolePath = (scene: Scene) => scene.at(`/roles/${scene.role.roleId}`);
const memberRole = (scene: Scene) => member(`/roles/${scene.role.roleId}`)(scene);
const rulePath = (scene: Scene) => scene.at(`/content-rules/${scene.rule.contentRuleId}`);
const put = (path: (scene: Scene) => string, body: object) => (scene: Scene) =>
  scene.ask('PUT', path(scene), body);
const serverPath = (path: string) => (scene: Scene) => scene.at(path);
const overwrite = { targetType: 'role', allow: 0, deny: 2 };
const setOverwrite = (scene: Scene) =>
  scene.ask('PUT', `${channel(scene)}/overwrites/${scene.role.roleId}`, overwrite);

/** One row for each thing that the log tells of: who (the owner), what, whom, and what it was before and after. */
const table: Record<AuditAction, Row> = {
  'server-updated': {
    act: (scene) => scene.ask('PATCH', scene.at(''), { name: '새 이름', description: '소개' }),
    changes: () => [
      ['name', '마루', '새 이름'],
      ['description', '', '소개'],
    ],
  },
  'server-transferred': {
    act: (scene) => scene.ask('PUT', scene.at('/owner'), { userId: scene.member.userId }),
    target: toMember,
    isRepeatable: true,
  },
  'raid-mode-started': { act: put(serverPath('/raid-mode'), { isOn: true }) },
  'raid-mode-ended': {
    first: put(serverPath('/raid-mode'), { isOn: true }),
    act: put(serverPath('/raid-mode'), { isOn: false }),
  },
  'channel-created': {
    act: (scene) =>
      scene.ask('POST', scene.at('/channels'), { name: '공지', type: 'text', categoryId: null }),
    isRepeatable: true,
  },
  'channel-updated': {
    act: (scene) => scene.ask('PATCH', channel(scene), { name: '잡담', slowModeSeconds: 30 }),
    target: toChannel,
    changes: ({ text }) => [
      ['name', text?.name, '잡담'],
      ['slowModeSeconds', 0, 30],
    ],
  },
  'channel-moved': {
    act: (scene) => scene.ask('PUT', `${channel(scene)}/place`, { categoryId: null, before: null }),
    target: toChannel,
    changes: ({ categories }) => [['category', categories[0]?.name, null]],
  },
  'channel-deleted': {
    act: (scene) => scene.ask('DELETE', channel(scene)),
    target: toChannel,
    isRepeatable: true,
  },
  'channel-synced': {
    first: setOverwrite,
    act: (scene) => scene.ask('PUT', `${channel(scene)}/synced`),
    target: toChannel,
  },
  'category-created': {
    act: (scene) => scene.ask('POST', scene.at('/categories'), { name: '새 카테고리' }),
    isRepeatable: true,
  },
  'category-updated': {
    act: (scene) => scene.ask('PATCH', category(scene), { name: '모임' }),
    target: toCategory,
    changes: ({ categories }) => [['name', categories[0]?.name, '모임']],
  },
  'category-moved': {
    act: (scene) => scene.ask('PUT', `${category(scene)}/place`, { before: null }),
    target: toCategory,
    changes: ({ categories }) => [['position', 1, categories.length]],
  },
  'category-deleted': {
    act: (scene) => scene.ask('DELETE', category(scene)),
    target: toCategory,
    isRepeatable: true,
  },
  'overwrite-set': {
    act: setOverwrite,
    target: toChannel,
    changes: ({ role }) => [[`deny:${role.roleId}`, 0, 2]],
  },
  'role-created': {
    act: (scene) => scene.ask('POST', scene.at('/roles'), { name: '새 역할' }),
    isRepeatable: true,
  },
  'role-updated': {
    act: (scene) => scene.ask('PATCH', rolePath(scene), { name: '운영진', isHoisted: true }),
    target: toRole,
    changes: ({ role }) => [
      ['name', role.name, '운영진'],
      ['isHoisted', false, true],
    ],
  },
  'role-moved': {
    act: (scene) => scene.ask('PUT', `${rolePath(scene)}/position`, { position: 1 }),
    target: toRole,
    changes: () => [['position', 1, 2]],
  },
  'role-deleted': {
    act: (scene) => scene.ask('DELETE', rolePath(scene)),
    target: toRole,
    isRepeatable: true,
  },
  'role-given': {
    act: (scene) => scene.ask('PUT', memberRole(scene)),
    target: toMember,
    changes: ({ role }) => [['role', null, role.name]],
  },
  'role-taken': {
    first: (scene) => scene.ask('PUT', memberRole(scene)),
    act: (scene) => scene.ask('DELETE', memberRole(scene)),
    target: toMember,
    changes: ({ role }) => [['role', role.name, null]],
  },
  'nickname-set': {
    act: (scene) => scene.ask('PUT', member('/nickname')(scene), { nickname: '산토끼' }),
    target: toMember,
    changes: () => [['nickname', null, '산토끼']],
  },
  'member-kicked': {
    act: (scene) => scene.ask('POST', member('/kick')(scene), { reason: '도배' }),
    target: toMember,
    reason: '도배',
    isRepeatable: true,
  },
  'member-banned': {
    act: (scene) => scene.ask('PUT', scene.at(`/bans/${scene.member.userId}`), { reason: '도배' }),
    target: toMember,
    reason: '도배',
    isRepeatable: true,
  },
  'member-unbanned': {
    first: (scene) => scene.ask('PUT', scene.at(`/bans/${scene.member.userId}`), {}),
    act: (scene) => scene.ask('DELETE', scene.at(`/bans/${scene.member.userId}`)),
    target: toMember,
    isRepeatable: true,
  },
  'member-timed-out': {
    act: put(timeoutPath, { seconds: 60, reason: '도배' }),
    target: toMember,
    changes: () => [['timedOutUntil', null, expect.any(String)]],
    reason: '도배',
    isRepeatable: true,
  },
  'timeout-ended': {
    first: put(timeoutPath, { seconds: 60 }),
    act: put(timeoutPath, { seconds: null }),
    target: toMember,
    changes: () => [['timedOutUntil', expect.any(String), null]],
  },
  'member-muted': { act: put(mutePath, { isMuted: true }), target: toMember },
  'member-unmuted': {
    first: put(mutePath, { isMuted: true }),
    act: put(mutePath, { isMuted: false }),
    target: toMember,
  },
  'invite-revoked': {
    act: (scene) => scene.ask('DELETE', scene.at(`/invites/${scene.inviteId}`)),
    target: ({ inviteId }) => inviteId,
  },
  'invites-paused': { act: put(serverPath('/invites/paused'), { arePaused: true }) },
  'invites-resumed': {
    first: put(serverPath('/invites/paused'), { arePaused: true }),
    act: put(serverPath('/invites/paused'), { arePaused: false }),
  },
  'email-invite-revoked': {
    act: (scene) => scene.ask('DELETE', scene.at(`/email-invites/${scene.emailInviteId}`)),
    target: ({ emailInviteId }) => emailInviteId,
  },
  'message-deleted': {
    act: ({ owner, member: author, serverId, text }) =>
      new MessageModerationService(harness.database).recordMessageDeletion(serverIdSchema.parse(serverId), {
        entryId: '01JZZZZZZZZZZZZZZZZZZZZZZZ',
        actorId: owner.userId,
        authorId: author.userId,
        channelId: channelIdSchema.parse(text?.channelId),
        seq: 7,
      }),
    target: toMember,
    changes: ({ text }) => [
      ['channelId', text?.channelId, null],
      ['seq', 7, null],
    ],
  },
  'content-rule-created': {
    act: (scene) => steps.createContentRule(scene.owner, scene.serverId, words),
    changes: () => [
      ['name', null, '욕설'],
      ['isEnabled', null, true],
      ['trigger', null, 'words'],
      ['action', null, 'block'],
      ['timeoutSeconds', null, 600],
      ['words', null, '바보'],
    ],
    isRepeatable: true,
  },
  'content-rule-updated': {
    act: (scene) =>
      scene.ask('PATCH', rulePath(scene), {
        action: 'flag',
        trigger: { kind: 'words', words: ['바보', '멍청이'] },
      }),
    target: toRule,
    changes: () => [
      ['action', 'block', 'flag'],
      ['words', null, '멍청이'],
    ],
  },
  'content-rule-deleted': {
    act: (scene) => scene.ask('DELETE', rulePath(scene)),
    target: toRule,
    isRepeatable: true,
  },
  'report-closed': {
    act: put(({ at, reportId }) => at(`/reports/${reportId}/status`), { status: 'handled' }),
    target: ({ guest }) => guest.userId,
    changes: () => [['status', 'open', 'handled']],
  },
};

describe('the log', () => {
  it.each(auditActions)('tells of %s: who, whom, before and after; once', async (action) => {
    const scene = await createScene();
    const { act, first, target, changes, reason, isRepeatable } = table[action];
    await first?.(scene);
    const before = await scene.entries();
    await act(scene);
    const [entry, ...older] = await (action === 'server-transferred'
      ? entriesOfNewOwner(scene)
      : scene.entries());
    expect(older).toEqual(before);
    expect(entry).toMatchObject({ action, actorId: scene.owner.userId, reason: reason ?? null });
    if (target) expect(entry?.targetId).toBe(target(scene));
    if (changes) {
      const told = entry?.changes.map((change) => [change.field, change.before, change.after]);
      expect(told).toEqual(changes(scene));
    }
    if (isRepeatable) return;
    await act(scene);
    expect(await scene.entries()).toEqual([entry, ...older]);
  });

  it('tells of an icon, too', async () => {
    const { owner, at, entries } = await createScene();
    const upload = { method: 'PUT', body: picture, type: 'image/png', token: owner.token };
    expect((await harness.call(at('/icon'), upload)).status).toBe(200);
    expect((await entries())[0]).toMatchObject({ action: 'server-updated', changes: [{ field: 'iconUrl' }] });
  });

  it('does not tell of what was refused', async () => {
    const scene = await createScene();
    const before = await scene.entries();
    const asMember: Scene = {
      ...scene,
      ask: (method, path, body) => scene.ask(method, path, body, scene.guest),
    };
    const asked = Object.entries(table).filter(
      ([action]) => action !== 'message-deleted' && action !== 'content-rule-created',
    );
    for (const [, { act }] of asked) await expect(act(asMember)).rejects.toThrow(/FORBIDDEN|NOT_FOUND/);
    expect(await scene.entries()).toEqual(before);
  });
});

const entriesOfNewOwner = ({ member: heir, at }: Scene) =>
  steps.ask<Page>(heir, at('/audit-log?limit=100')).then(({ entries }) => entries);

describe('who reads the log', () => {
  const fill = async () => {
    const scene = await createScene();
    const { owner, member: moderator, guest, serverId } = scene;
    const all = await steps.createRole(owner, serverId, 'viewAuditLog', 'muteMembers');
    await steps.giveRole(owner, all, moderator);
    for (const who of [owner, moderator])
      for (const isMuted of [true, false])
        await scene.ask('PUT', scene.at(`/members/${guest.userId}/mute`), { isMuted }, who);
    return scene;
  };

  it('finds what one did, one kind of thing, and what was done about one', async () => {
    const { owner, member: moderator, guest, entries } = await fill();
    const kinds = (found: AuditEntry[]) => found.map(({ action }) => action);
    expect(kinds(await entries(`actorId=${moderator.userId}`))).toEqual(['member-unmuted', 'member-muted']);
    expect(await entries('action=member-muted')).toMatchObject([
      { actorId: moderator.userId, targetId: guest.userId },
      { actorId: owner.userId, targetId: guest.userId },
    ]);
    expect(await entries(`targetId=${guest.userId}`)).toHaveLength(4);
    expect(
      await entries(`targetId=${guest.userId}&actorId=${owner.userId}&action=member-muted`),
    ).toHaveLength(1);
    expect(await entries(`actorId=${randomUUID()}`)).toEqual([]);
  });

  it('gets it by page, newest first, each entry once, in the order of their ids', async () => {
    const { at, ask, entries } = await fill();
    const found: AuditEntry[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor ? `&cursor=${cursor}` : '';
      const page: Page = await ask<Page>('GET', at(`/audit-log?limit=3${more}`));
      expect(page.entries.length).toBeLessThanOrEqual(3);
      found.push(...page.entries);
      cursor = page.nextCursor;
    } while (cursor);
    expect(found).toEqual(await entries());
    const ids = found.map(({ entryId }) => entryId);
    expect(ids).toEqual(ids.toSorted().toReversed());
  });

  it('finds changes that were made at once in the order in which they came to hold', async () => {
    const scene = await createScene();
    const rename = (name: string) => scene.ask('PATCH', scene.at(''), { name });
    await Promise.all(Array.from({ length: 8 }, (_, index) => rename(`이름 ${index}`)));
    const renames = (await scene.entries('action=server-updated'))
      .toReversed()
      .map(({ changes }) => changes[0]);
    expect(renames).toHaveLength(8);
    // Each begins where the one before ended.
    expect(renames.map((change) => change?.before)).toEqual([
      '마루',
      ...renames.slice(0, -1).map((change) => change?.after),
    ]);
  });

  it('needs the permission, and finds none of other servers', async () => {
    const scene = await fill();
    const read = ({ token }: Person, path: string) => harness.call(path, { token });
    expect((await read(scene.guest, scene.at('/audit-log'))).status).toBe(403);
    const elsewhere = await createScene();
    expect((await read(elsewhere.owner, scene.at('/audit-log'))).status).toBe(404);
    const newest = (await scene.entries())[0]?.entryId;
    const found = await elsewhere.entries(`cursor=${newest}`);
    expect(found.every(({ serverId }) => serverId === elsewhere.serverId)).toBe(true);
    expect((await read(scene.owner, scene.at(`/audit-log?cursor=${newId()}x`))).status).toBe(422);
  });
});
