import { inviteRoutes, type JoinedServer } from '@maru/contracts/http/chat/invites';
import type { ServerId } from '@maru/contracts/primitives';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import type { InviteOptions } from '../model/invite-options';

const listKey = (serverId: string) => ['invites', 'of', serverId] as const;
const previewKey = (code: string) => ['invites', 'preview', code] as const;

/** A link with these options; the key keeps a repeat from making another. */
export const useInviteLink = (serverId: ServerId, options: InviteOptions, idempotencyKey: string) =>
  useQuery({
    queryKey: ['invite-link', serverId, idempotencyKey],
    queryFn: () => call(inviteRoutes.createInvite, { params: { serverId }, body: options, idempotencyKey }),
    gcTime: 0,
  });

export const useInvites = (serverId: ServerId) =>
  useQuery({
    queryKey: listKey(serverId),
    queryFn: () => call(inviteRoutes.listInvites, { params: { serverId } }),
    staleTime: 0,
  });

export const useRevokeInvite = (serverId: ServerId) =>
  useMutation({
    mutationFn: (inviteId: RouteInput<typeof inviteRoutes.revokeInvite>['params']['inviteId']) =>
      call(inviteRoutes.revokeInvite, { params: { serverId, inviteId } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: listKey(serverId) }),
  });

export const usePauseInvites = (serverId: ServerId) =>
  useMutation({
    mutationFn: (arePaused: boolean) =>
      call(inviteRoutes.pauseInvites, { params: { serverId }, body: { arePaused } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: listKey(serverId) }),
  });

/** Never reused: another person may have used up the invite. */
export const useInvitePreview = (code: string) =>
  useQuery({
    queryKey: previewKey(code),
    queryFn: () => call(inviteRoutes.getInvite, { params: { code } }),
    staleTime: 30_000,
    // A bad link stays bad, however often its message scrolls by.
    retryOnMount: false,
  });

/** `onJoined` runs even when the live news of the join has taken the asking view away. */
export const useAcceptInvite = (onJoined: (joined: JoinedServer) => void) =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (code: string) => call(inviteRoutes.acceptInvite, { params: { code } }),
    onSuccess: onJoined,
    // The state of the link may have changed, also after an error.
    onSettled: (_reply, _error, code) => queryClient.invalidateQueries({ queryKey: previewKey(code) }),
  });
