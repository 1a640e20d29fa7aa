import { memberRoutes, type Member } from '@maru/contracts/http/chat/members';
import { limits } from '@maru/contracts/limits';
import type { ServerId } from '@maru/contracts/primitives';
import { useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onConnected, onPush } from '@/shared/api/realtime';

type Waiting = { resolve: (member: Member | null) => void; reject: (error: unknown) => void };
type Asked = Map<string, Waiting[]>;

const waiting = new Map<ServerId, Asked>();
let timer: ReturnType<typeof setTimeout> | undefined;

const ask = async (serverId: ServerId, ids: string[], asked: Asked) => {
  try {
    const query = { ids: ids.join(',') };
    const { members } = await call(memberRoutes.listMembersById, { params: { serverId }, query });
    const found = new Map(members.map((member) => [member.userId, member]));
    for (const id of ids) asked.get(id)?.forEach(({ resolve }) => resolve(found.get(id) ?? null));
  } catch (error) {
    for (const id of ids) asked.get(id)?.forEach(({ reject }) => reject(error));
  }
};

const flush = () => {
  timer = undefined;
  const all = [...waiting];
  waiting.clear();
  for (const [serverId, asked] of all) {
    const ids = [...asked.keys()];
    for (let from = 0; from < ids.length; from += limits.profilesPerRequest) {
      void ask(serverId, ids.slice(from, from + limits.profilesPerRequest), asked);
    }
  }
};

/** Fetches one membership; calls within 5 ms share a request. Resolves to `null` when the person is not (or no longer) a member. */
const fetchMember = (serverId: ServerId, userId: string): Promise<Member | null> =>
  new Promise((resolve, reject) => {
    const asked: Asked = waiting.get(serverId) ?? new Map();
    asked.set(userId, [...(asked.get(userId) ?? []), { resolve, reject }]);
    waiting.set(serverId, asked);
    timer ??= setTimeout(flush, 5);
  });

const keyOf = (serverId: string, userId: string) => ['member', serverId, userId] as const;

/** A person's membership of a server; `data` is `null` when the person is not a member. */
export const useMember = (serverId: ServerId, userId: string) =>
  useQuery({
    queryKey: keyOf(serverId, userId),
    queryFn: () => fetchMember(serverId, userId),
    gcTime: Number.POSITIVE_INFINITY,
  });

/** Replaces a membership wherever the member is shown. */
export const writeMember = (member: Member): void =>
  void queryClient.setQueryData(keyOf(member.serverId, member.userId), member);

/** Removes deleted roles from cached memberships. */
const dropRoles = (serverId: string, roleIds: ReadonlySet<string>) =>
  void queryClient.setQueriesData<Member | null>({ queryKey: ['member', serverId] }, (member) =>
    member && member.roleIds.some((roleId) => !roleIds.has(roleId))
      ? { ...member, roleIds: member.roleIds.filter((roleId) => roleIds.has(roleId)) }
      : member,
  );

/** Writes pushes about members to the cache, and fetches memberships again after every reconnection. */
export const subscribeToMembers = (): (() => void) => {
  const stops = [
    onPush('member:joined', ({ member }) => writeMember(member)),
    onPush('member:updated', ({ member }) => writeMember(member)),
    onPush(
      'member:left',
      ({ serverId, userId }) => void queryClient.setQueryData(keyOf(serverId, userId), null),
    ),
    onPush('roles:changed', ({ serverId, roles }) =>
      dropRoles(serverId, new Set(roles.map(({ roleId }) => roleId))),
    ),
    onConnected(() => void queryClient.invalidateQueries({ queryKey: ['member'] })),
  ];
  return () => stops.forEach((stop) => stop());
};
