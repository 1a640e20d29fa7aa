import { accessRoutes } from '@maru/contracts/internal/access';
import { moderationInternalRoutes } from '@maru/contracts/internal/moderation';
import type { Member } from '@maru/contracts/http/chat/members';
import type { ServiceClient } from '@maru/service-kit/service-client';
import type { MemberSource } from '../features/members/member-directory.js';
import type { ModerationLog } from '../features/messages/moderation-log.js';
import type { AccessSource } from '../features/access/access-cache.js';

/** Fetches memberships and rules from the chat service. */
export const createAccessSource = (chat: ServiceClient): AccessSource => ({
  fetchMemberships: async (userId) =>
    (await chat.call(accessRoutes.listMemberships, { params: { userId } })).memberships,
  fetchMembershipsOf: async (userIds) =>
    (await chat.call(accessRoutes.listMembershipsOf, { body: { userIds } })).memberships,
  fetchRules: async (serverIds) =>
    (await chat.call(accessRoutes.listServerRules, { body: { serverIds } })).rules,
  fetchContentRules: async (serverId) =>
    (await chat.call(accessRoutes.listServerContentRules, { params: { serverId } })).contentRules,
});

/** Reports refused texts to the chat service. */
export const createModerationLog = (chat: ServiceClient): ModerationLog => ({
  recordViolation: (serverId, body) =>
    chat.call(moderationInternalRoutes.recordViolation, { params: { serverId }, body }),
});

/** Fetches a server's members from the chat service, page by page. */
export const createMemberSource = (chat: ServiceClient): MemberSource => ({
  fetchMembers: async (serverId) => {
    const members: Member[] = [];
    let cursor: string | undefined;
    do {
      const page = await chat.call(accessRoutes.listServerMembers, {
        params: { serverId },
        query: { cursor },
      });
      members.push(...page.members);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return members;
  },
});
