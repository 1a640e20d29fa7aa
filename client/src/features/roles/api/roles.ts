import { memberRoutes } from '@maru/contracts/http/chat/members';
import { roleRoutes, type RoleChanges } from '@maru/contracts/http/chat/roles';
import type { RoleId, ServerId, UserId } from '@maru/contracts/primitives';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { onPush } from '@/shared/api/realtime';

/** `idempotencyKey` identifies one intended role, so that a second click creates no second one. */
export const useCreateRole = (serverId: ServerId) =>
  useMutation({
    mutationFn: ({ name, idempotencyKey }: { name: string; idempotencyKey: string }) =>
      call(roleRoutes.createRole, { params: { serverId }, body: { name }, idempotencyKey }),
  });

interface RoleAddress {
  serverId: ServerId;
  roleId: RoleId;
}

export const useUpdateRole = (params: RoleAddress) =>
  useMutation({
    mutationFn: (changes: RoleChanges) => call(roleRoutes.updateRole, { params, body: changes }),
  });

export const useMoveRole = (serverId: ServerId) =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: ({ roleId, position }: { roleId: RoleId; position: number }) =>
      call(roleRoutes.moveRole, { params: { serverId, roleId }, body: { position } }),
  });

export const useDeleteRole = (params: RoleAddress) =>
  useMutation({ mutationFn: () => call(roleRoutes.deleteRole, { params }) });

const holdersKey = (serverId: string) => ['role-holders', serverId] as const;

/** The holders of a role, by page. */
export const useRoleHolders = ({ serverId, roleId }: RoleAddress) =>
  useInfiniteQuery({
    queryKey: [...holdersKey(serverId), roleId],
    queryFn: ({ pageParam }) =>
      call(memberRoutes.listMembers, { params: { serverId }, query: { roleId, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

const refetchHolders = (serverId: string) =>
  void queryClient.invalidateQueries({ queryKey: holdersKey(serverId) });

export const useGiveRole = (params: RoleAddress) =>
  useMutation({
    mutationFn: (userId: UserId) => call(memberRoutes.giveRole, { params: { ...params, userId } }),
    onSuccess: () => refetchHolders(params.serverId),
  });

export const useTakeRole = (params: RoleAddress) =>
  useMutation({
    mutationFn: (userId: UserId) => call(memberRoutes.takeRole, { params: { ...params, userId } }),
    onSuccess: () => refetchHolders(params.serverId),
  });

/** Refreshes the lists of holders while they are open. */
export const subscribeToRoleHolders = (serverId: ServerId): (() => void) => {
  const stops = [
    onPush('member:updated', ({ member }) =>
      member.serverId === serverId ? refetchHolders(serverId) : undefined,
    ),
    onPush('member:left', (left) => (left.serverId === serverId ? refetchHolders(serverId) : undefined)),
  ];
  return () => stops.forEach((stop) => stop());
};
