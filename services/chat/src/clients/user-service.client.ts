import type { Profile } from '@maru/contracts/http/user/profiles';
import { peopleInternalRoutes } from '@maru/contracts/internal/people';
import type { RouteReply } from '@maru/contracts/route';
import type { ServiceClient } from '@maru/service-kit/service-client';

/** Requests to the user service. */
export interface UserService {
  /** Takes at most 100 ids; omits users who do not exist. */
  listPeople(userIds: string[]): Promise<Profile[]>;
  exists(userId: string): Promise<boolean>;
  /** @throws NOT_FOUND if the user does not exist. */
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
