import { accessRoutes } from '@maru/contracts/internal/access';
import type { ServiceClient } from '@maru/service-kit/service-client';
import type { AccessSource } from '../platform/access-cache.js';

/** Asks the chat service for what permissions are computed from. */
export const createAccessSource = (chat: ServiceClient): AccessSource => ({
  fetchMemberships: async (userId) =>
    (await chat.call(accessRoutes.listMemberships, { params: { userId } })).memberships,
  fetchRules: async (serverIds) =>
    (await chat.call(accessRoutes.listServerRules, { body: { serverIds } })).rules,
});
