import { accountInternalRoutes } from '@maru/contracts/internal/accounts';
import type { ServiceClient } from '@maru/service-kit/service-client';

/** Calls of account deletion to the chat service. */
export interface ChatClient {
  ownsServers(userId: string): Promise<boolean>;
  forgetPerson(userId: string): Promise<void>;
}

export const createChatClient = (service: ServiceClient): ChatClient => ({
  async ownsServers(userId) {
    const { servers } = await service.call(accountInternalRoutes.listOwnedServers, { params: { userId } });
    return servers.length > 0;
  },
  forgetPerson: (userId) => service.call(accountInternalRoutes.forgetPerson, { params: { userId } }),
});
