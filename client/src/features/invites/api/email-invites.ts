import { emailInviteRoutes, type EmailInvite } from '@maru/contracts/http/chat/email-invites';
import type { JoinedServer } from '@maru/contracts/http/chat/invites';
import type { ServerId } from '@maru/contracts/primitives';
import type { RouteInput } from '@maru/contracts/route';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { onConnected, onPush } from '@/shared/api/realtime';
import { queryClient } from '@/shared/api/query-client';

type EmailInviteId = EmailInvite['emailInviteId'];
type Page = Awaited<ReturnType<typeof call<typeof emailInviteRoutes.listEmailInvites>>>;

const receivedKey = ['invites', 'received'] as const;
const pendingKey = (serverId: string) => ['invites', 'mailed', serverId] as const;
const previewKey = (token: string) => ['invites', 'mail', token] as const;

type NewEmailInvites = RouteInput<typeof emailInviteRoutes.createEmailInvites>['body'];

/** `idempotencyKey` identifies the list, so that a retry mails no recipient twice. */
export const useCreateEmailInvites = (serverId: ServerId) =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: ({ idempotencyKey, ...body }: NewEmailInvites & { idempotencyKey: string }) =>
      call(emailInviteRoutes.createEmailInvites, { params: { serverId }, body, idempotencyKey }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: pendingKey(serverId) }),
  });

/** The unanswered invites by e-mail. */
export const useEmailInvites = (serverId: ServerId) =>
  useInfiniteQuery({
    queryKey: pendingKey(serverId),
    queryFn: ({ pageParam }) =>
      call(emailInviteRoutes.listEmailInvites, { params: { serverId }, query: { cursor: pageParam } }),
    initialPageParam: undefined as EmailInviteId | undefined,
    // The cursor is the id of the last one, as the contract's query takes it.
    getNextPageParam: ({ nextCursor }: Page) => (nextCursor ?? undefined) as EmailInviteId | undefined,
    staleTime: 0,
  });

const useChangePending = (serverId: ServerId, change: (id: EmailInviteId) => Promise<unknown>) =>
  useMutation({
    mutationFn: change,
    onSettled: () => queryClient.invalidateQueries({ queryKey: pendingKey(serverId) }),
  });

export const useResendEmailInvite = (serverId: ServerId) =>
  useChangePending(serverId, (emailInviteId) =>
    call(emailInviteRoutes.resendEmailInvite, { params: { serverId, emailInviteId } }),
  );

export const useRevokeEmailInvite = (serverId: ServerId) =>
  useChangePending(serverId, (emailInviteId) =>
    call(emailInviteRoutes.revokeEmailInvite, { params: { serverId, emailInviteId } }),
  );

/** Invites to the signed-in person's own address. */
export const useReceivedInvites = () =>
  useQuery({
    queryKey: receivedKey,
    queryFn: async () => (await call(emailInviteRoutes.listReceivedInvites, {})).invites,
  });

const useAnswer = <T>(answer: (id: EmailInviteId) => Promise<T>, onSuccess?: (reply: T) => void) =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: answer,
    onSuccess,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['invites'] }),
  });

/** `onJoined` runs even when the live news of the join has taken the invite away. */
export const useAcceptReceived = (onJoined: (joined: JoinedServer) => void) =>
  useAnswer(
    (emailInviteId) => call(emailInviteRoutes.acceptReceivedInvite, { params: { emailInviteId } }),
    onJoined,
  );

export const useDeclineReceived = () =>
  useAnswer((emailInviteId) => call(emailInviteRoutes.declineReceivedInvite, { params: { emailInviteId } }));

export const useEmailInvitePreview = (token: string) =>
  useQuery({
    queryKey: previewKey(token),
    queryFn: () => call(emailInviteRoutes.getEmailInvite, { params: { token } }),
    staleTime: 30_000,
  });

export const useUnsubscribe = (token: string) =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: () => call(emailInviteRoutes.unsubscribeEmail, { params: { token } }),
  });

/** Received invites come and go live. */
export const subscribeToReceivedInvites = (): (() => void) => {
  const refresh = () => void queryClient.invalidateQueries({ queryKey: receivedKey });
  const stops = [onPush('invites:changed', refresh), onConnected(refresh)];
  return () => stops.forEach((stop) => stop());
};
