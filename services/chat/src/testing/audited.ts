import { expect } from '@jest/globals';
import type { AuditAction } from '@maru/contracts/http/chat/audit-log';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import { MessageModerationService } from '../features/moderation/message-moderation.service.js';
import { words, type AuditScene } from './audit-scene.js';

interface Row {
  act: (scene: AuditScene) => Promise<unknown>;
  /** Steps that prepare the change. */
  first?: (scene: AuditScene) => Promise<unknown>;
  target?: (scene: AuditScene) => string | undefined;
  changes?: (scene: AuditScene) => [field: string, before: unknown, after: unknown][];
  reason?: string;
  /** Doing it again is something new. */
  isRepeatable?: boolean;
}

const toMember = ({ member }: AuditScene) => member.userId;
const toChannel = ({ text }: AuditScene) => text?.channelId;
const toCategory = ({ categories }: AuditScene) => categories[0]?.categoryId;
const toRole = ({ role }: AuditScene) => role.roleId;
const toRule = ({ rule }: AuditScene) => rule.contentRuleId;
const member = (path: string) => (scene: AuditScene) => scene.at(`/members/${scene.member.userId}${path}`);
const [mutePath, deafenPath, timeoutPath] = [member('/mute'), member('/deafen'), member('/timeout')];
const channel = (scene: AuditScene) => `/chat/v1/channels/${scene.text?.channelId}`;
const category = (scene: AuditScene) => `/chat/v1/categories/${scene.categories[0]?.categoryId}`;
const rolePath = (scene: AuditScene) => scene.at(`/roles/${scene.role.roleId}`);
const memberRole = (scene: AuditScene) => member(`/roles/${scene.role.roleId}`)(scene);
const rulePath = (scene: AuditScene) => scene.at(`/content-rules/${scene.rule.contentRuleId}`);
const put = (path: (scene: AuditScene) => string, body: object) => (scene: AuditScene) =>
  scene.ask('PUT', path(scene), body);
const serverPath = (path: string) => (scene: AuditScene) => scene.at(path);
const overwrite = { targetType: 'role', allow: 0, deny: 2 };
const setOverwrite = (scene: AuditScene) =>
  scene.ask('PUT', `${channel(scene)}/overwrites/${scene.role.roleId}`, overwrite);

/** One row per logged action: the action of the owner, its target, and the values before and after. */
export const audited: Record<AuditAction, Row> = {
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
  'member-deafened': { act: put(deafenPath, { isDeafened: true }), target: toMember },
  'member-undeafened': {
    first: put(deafenPath, { isDeafened: true }),
    act: put(deafenPath, { isDeafened: false }),
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
    act: ({ database, owner, member: author, serverId, text }) =>
      new MessageModerationService(database).apply([
        {
          type: 'message.deleted',
          serverId: serverIdSchema.parse(serverId),
          entryId: '01JZZZZZZZZZZZZZZZZZZZZZZZ',
          actorId: owner.userId,
          authorId: author.userId,
          channelId: channelIdSchema.parse(text?.channelId),
          seq: 7,
        },
      ]),
    target: toMember,
    changes: ({ text }) => [
      ['channelId', text?.channelId, null],
      ['seq', 7, null],
    ],
  },
  'content-rule-created': {
    act: (scene) => scene.ask('POST', scene.at('/content-rules'), words),
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
