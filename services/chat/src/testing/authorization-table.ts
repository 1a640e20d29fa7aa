import type { chatRoutes } from '@maru/contracts/http/chat/routes';

/**
 * `withRole` has a role that allows nothing; the moderator's has every permission but the administrator's, and `timedOut` has the
 * moderator's role, too, as has `blind`, from whom the first channel and its category are hidden. People who have not confirmed an
 * address have no token.
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

const signedOut = { anonymous: 401, expired: 401, garbage: 401 } as const;
const outside = <Status extends number>(status: Status) => ({
  outsider: status,
  left: status,
  banned: status,
  otherOwner: status,
});
const inside = <Status extends number>(status: Status) => ({
  member: status,
  withRole: status,
  timedOut: status,
  moderator: status,
  blind: status,
  owner: status,
});
const anybody = { ...signedOut, ...outside(200), ...inside(200) };
const everybody = { ...anybody, anonymous: 200, expired: 200, garbage: 200 };
const invited = { ...signedOut, ...outside(403), ...inside(403), outsider: 200 };
const members = { ...signedOut, ...outside(404), ...inside(200) };
/** What is more than looking. */
const writers = { ...members, timedOut: 403 };
const managers = { ...members, ...inside(403), moderator: 200, blind: 200, owner: 200 };
/** In a channel or category that is hidden from `blind`. */
const placeManagers = { ...managers, blind: 404 };
const owners = { ...managers, moderator: 403, blind: 403 };

/** Status by actor; 200 stands for the route's own success. */
export const authorization: Record<Route, Record<Actor, number>> = {
  listServers: anybody,
  createServer: anybody,
  getRail: anybody,
  putRail: anybody,
  getServer: members,
  updateServer: managers,
  transferServer: owners,
  putServerIcon: managers,
  deleteServerIcon: managers,
  setRaidMode: managers,
  deleteServer: owners,
  leaveServer: { ...members, owner: 409 },
  createChannel: managers,
  updateChannel: placeManagers,
  deleteChannel: placeManagers,
  moveChannel: placeManagers,
  setChannelOverwrite: placeManagers,
  syncChannel: placeManagers,
  createCategory: managers,
  updateCategory: placeManagers,
  deleteCategory: placeManagers,
  moveCategory: placeManagers,
  setCategoryOverwrite: placeManagers,
  createRole: managers,
  updateRole: managers,
  moveRole: managers,
  deleteRole: managers,
  listMembers: members,
  listMembersById: members,
  getMember: members,
  // The name of somebody else.
  setNickname: managers,
  giveRole: managers,
  takeRole: managers,
  createInvite: writers,
  listInvites: managers,
  pauseInvites: managers,
  // The link is the owner's.
  revokeInvite: managers,
  getInvite: everybody,
  acceptInvite: { ...anybody, banned: 403 },
  createEmailInvites: writers,
  listEmailInvites: members,
  // The invite is the owner's.
  resendEmailInvite: managers,
  revokeEmailInvite: managers,
  listReceivedInvites: anybody,
  // It is for the outsider's address.
  acceptReceivedInvite: invited,
  declineReceivedInvite: invited,
  getEmailInvite: everybody,
  unsubscribeEmail: everybody,
  kickMember: managers,
  timeOutMember: managers,
  muteMember: managers,
  banMember: managers,
  unbanMember: managers,
  listBans: managers,
  listAuditLog: managers,
  listContentRules: managers,
  createContentRule: managers,
  updateContentRule: managers,
  deleteContentRule: managers,
  createReport: members,
  listReports: managers,
  closeReport: managers,
};
