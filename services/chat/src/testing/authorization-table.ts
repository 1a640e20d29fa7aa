import { placeParamOf, type Demand } from '@maru/contracts/authorization';
import type { chatRoutes } from '@maru/contracts/http/chat/routes';
import { can, ordinaryPermissions } from '@maru/contracts/permissions';
import type { RouteContract } from '@maru/contracts/route';

/**
 * The role of `withRole` allows nothing. The role of `moderator`, `timedOut` and `blind` allows everything but `administrator`; the first
 * channel and its category are hidden from `blind`. People without a confirmed address have no token.
 */
export type Actor =
  | 'anonymous'
  | 'expired'
  | 'garbage'
  | 'outsider'
  | 'left'
  | 'banned'
  | 'otherOwner'
  | 'member'
  | 'withRole'
  | 'timedOut'
  | 'moderator'
  | 'blind'
  | 'owner';
export type Route = keyof typeof chatRoutes;

type Outside = 'outsider' | 'left' | 'banned' | 'otherOwner';
type Inside = 'member' | 'withRole' | 'timedOut' | 'moderator' | 'blind' | 'owner';

const signedOut = { anonymous: 401, expired: 401, garbage: 401 };
const outside = (status: number): Record<Outside, number> => ({
  outsider: status,
  left: status,
  banned: status,
  otherOwner: status,
});
const inside = (status: number): Record<Inside, number> => ({
  member: status,
  withRole: status,
  timedOut: status,
  moderator: status,
  blind: status,
  owner: status,
});

const statusesInside = (demand: Demand): Record<Inside, number> => {
  if (demand === 'member') return inside(200);
  if (demand === 'owner') return { ...inside(403), owner: 200 };
  const isOrdinary = demand !== 'moderate' && can(ordinaryPermissions, demand);
  if (isOrdinary) return { ...inside(200), timedOut: 403 };
  return { ...inside(403), moderator: 200, blind: 200, owner: 200 };
};

const declaredStatuses = ({ auth, authorize, path }: RouteContract): Record<Actor, number> => {
  const anyPerson = { ...signedOut, ...outside(200), ...inside(200) };
  if (auth === 'public') return { ...anyPerson, anonymous: 200, expired: 200, garbage: 200 };
  if (!authorize || authorize === 'signed-in') return anyPerson;
  const isInServer = placeParamOf(path) === 'serverId';
  return {
    ...signedOut,
    ...outside(404),
    ...statusesInside(authorize),
    ...(isInServer ? {} : { blind: 404 }),
  };
};

interface Exception {
  because: string;
  statuses: Partial<Record<Actor, number>>;
}

const toTheOutsider: Exception = {
  because: 'the invite is to the address of the outsider',
  statuses: { ...outside(403), ...inside(403), outsider: 200 },
};

/** Statuses that follow from more than the contract. */
const exceptions: Partial<Record<Route, Exception>> = {
  leaveServer: { because: 'owners transfer or delete their server instead', statuses: { owner: 409 } },
  acceptInvite: { because: 'a ban outweighs an invite', statuses: { banned: 403 } },
  acceptReceivedInvite: toTheOutsider,
  declineReceivedInvite: toTheOutsider,
};

/** Returns the status that each actor gets from a route on things of the owner; 200 stands for the success of the route. */
export const expectedStatuses = (contract: RouteContract): Record<Actor, number> => ({
  ...declaredStatuses(contract),
  ...exceptions[contract.operationId as Route]?.statuses,
});
