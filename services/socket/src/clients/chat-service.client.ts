import { accessRoutes, type Access } from '@maru/contracts/internal/access';
import type { ServiceClient } from '@maru/service-kit/service-client';

/** Asks the chat service what a person may do where. */
export const createFetchAccess =
  (chat: ServiceClient) =>
  (userId: string): Promise<Access> =>
    chat.call(accessRoutes.getAccess, { params: { userId } });
