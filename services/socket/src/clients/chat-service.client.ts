import { accessRoutes } from '@maru/contracts/internal/access';
import type { Member } from '@maru/contracts/http/chat/members';
import type { ServiceClient } from '@maru/service-kit/service-client';
import type { MemberSource } from '../features/members/member-directory.js';
import type { AccessSource } from '../platform/access-cache.js';

/** Asks the chat service for what permissions are computed from. */
export const createAccessSource = (chat: ServiceClient): AccessSource => ({
  fetchMemberships: async (userId) =>
    (await chat.call(accessRoutes.listMemberships, { params: { userId } })).memberships,
  fetchRules: async (serverIds) =>
    (await chat.call(accessRoutes.listServerRules, { body: { serverIds } })).rules,
});

/** Asks the chat service for the members of a server, page by page. */
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
  fetchHoistedRoles: async (serverId) =>
    (await chat.call(accessRoutes.listHoistedRoles, { params: { serverId } })).roleIds,
});
