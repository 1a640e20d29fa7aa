import { inviteRoutes } from '@maru/contracts/http/chat/invites';
import type { ServerId } from '@maru/contracts/primitives';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';

/** One link per opening of the dialog: the key keeps a repeat from making another. */
export const useInviteLink = (serverId: ServerId, idempotencyKey: string) =>
  useQuery({
    queryKey: ['invite-link', serverId, idempotencyKey],
    queryFn: () => call(inviteRoutes.createInvite, { params: { serverId }, idempotencyKey }),
    gcTime: 0,
  });

export const useInvitePreview = (code: string) =>
  useQuery({
    queryKey: ['invites', code],
    queryFn: () => call(inviteRoutes.getInvite, { params: { code } }),
  });

export const useAcceptInvite = () =>
  useMutation({ mutationFn: (code: string) => call(inviteRoutes.acceptInvite, { params: { code } }) });
