import type { Permission } from '@maru/contracts/permissions';
import type { Caller } from '@maru/service-kit/tokens';

type Demand = Permission | 'member' | 'moderate' | 'owner';

/** What the routes ask before they act. Services ask again under the lock of their transaction. */
interface AccessCheck {
  requireInServer(userId: string, serverId: string, demand: Demand): Promise<unknown>;
  requireInChannel(userId: string, channelId: string, demand: Demand): Promise<unknown>;
  requireInCategory(userId: string, categoryId: string, demand: Demand): Promise<unknown>;
}

interface Request<Name extends string> {
  caller: Caller;
  params: Record<Name, string>;
}

/** Declared authorizations of routes whose path names a server, channel or category. */
export const createAuthorize = (access: AccessCheck) => ({
  inServer: (demand: Demand) => ({
    name: `${demand} in server`,
    check: ({ caller, params }: Request<'serverId'>) =>
      access.requireInServer(caller.userId, params.serverId, demand),
  }),
  inChannel: (demand: Demand) => ({
    name: `${demand} in channel`,
    check: ({ caller, params }: Request<'channelId'>) =>
      access.requireInChannel(caller.userId, params.channelId, demand),
  }),
  inCategory: (demand: Demand) => ({
    name: `${demand} in category`,
    check: ({ caller, params }: Request<'categoryId'>) =>
      access.requireInCategory(caller.userId, params.categoryId, demand),
  }),
});

export type Authorize = ReturnType<typeof createAuthorize>;
