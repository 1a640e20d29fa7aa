import type { Permission } from '@maru/contracts/permissions';
import type { Caller } from '@maru/service-kit/tokens';

/** What the routes ask before they act. Services ask again under the lock of their transaction. */
interface AccessCheck {
  requireInServer(userId: string, serverId: string, permission: Permission): Promise<unknown>;
  requireInChannel(userId: string, channelId: string, permission: Permission): Promise<unknown>;
}

interface InServer {
  caller: Caller;
  params: { serverId: string };
}

interface InChannel {
  caller: Caller;
  params: { channelId: string };
}

/** Declared authorizations of routes whose path names a server or channel. */
export const createAuthorize = (access: AccessCheck) => ({
  inServer: (permission: Permission) => ({
    name: `${permission} in server`,
    check: ({ caller, params }: InServer) =>
      access.requireInServer(caller.userId, params.serverId, permission),
  }),
  inChannel: (permission: Permission) => ({
    name: `${permission} in channel`,
    check: ({ caller, params }: InChannel) =>
      access.requireInChannel(caller.userId, params.channelId, permission),
  }),
});

export type Authorize = ReturnType<typeof createAuthorize>;
