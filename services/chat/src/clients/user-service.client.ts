import type { Profile } from '@maru/contracts/http/user/profiles';
import { peopleInternalRoutes } from '@maru/contracts/internal/people';
import type { RouteReply } from '@maru/contracts/route';
import type { ServiceClient } from '@maru/service-kit/service-client';

/** What the chat service asks of the user service. */
export interface UserService {
  /** At most 100 at once; who does not exist is left out. */
  listPeople(userIds: string[]): Promise<Profile[]>;
  exists(userId: string): Promise<boolean>;
  /** NOT_FOUND when there is no such person. */
  getContact(userId: string): Promise<RouteReply<typeof peopleInternalRoutes.getContact>>;
  findContact(email: string): Promise<RouteReply<typeof peopleInternalRoutes.findContact>['contact']>;
}

export const createUserService = (user: ServiceClient): UserService => ({
  listPeople: async (userIds) =>
    (await user.call(peopleInternalRoutes.listPeople, { body: { userIds } })).profiles,
  exists: async (userId) => {
    const { profiles } = await user.call(peopleInternalRoutes.listPeople, { body: { userIds: [userId] } });
    return profiles.length > 0;
  },
  getContact: (userId) => user.call(peopleInternalRoutes.getContact, { params: { userId } }),
  findContact: async (email) =>
    (await user.call(peopleInternalRoutes.findContact, { body: { email } })).contact,
});
