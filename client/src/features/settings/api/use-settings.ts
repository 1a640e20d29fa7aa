import { accountRoutes, type Account } from '@maru/contracts/http/user/account';
import type { IdentityProvider } from '@maru/contracts/http/user/auth';
import { passwordRoutes } from '@maru/contracts/http/user/passwords';
import type { RouteInput } from '@maru/contracts/route';
import { twoFactorRoutes } from '@maru/contracts/http/user/two-factor';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { updateMe } from '@/shared/api/session-store';
import { currentLocale } from '@/shared/i18n/i18n';

const keys = {
  account: ['account'],
  sessions: ['sessions'],
  events: ['security-events'],
} as const;

const reload = (...names: (keyof typeof keys)[]) =>
  void Promise.all(names.map((name) => queryClient.invalidateQueries({ queryKey: keys[name] })));

/** The person's ways to sign in. Never reused: another device may have changed them. */
export const useAccount = () =>
  useQuery<Account>({
    queryKey: keys.account,
    queryFn: () => call(accountRoutes.getAccount, {}),
    staleTime: 0,
  });

export const useSessions = () =>
  useQuery({ queryKey: keys.sessions, queryFn: () => call(accountRoutes.listSessions, {}), staleTime: 0 });

export const useSecurityEvents = () =>
  useInfiniteQuery({
    queryKey: keys.events,
    queryFn: ({ pageParam }) => call(accountRoutes.listSecurityEvents, { query: { cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
  });

export const useEndSession = () =>
  useMutation({
    mutationFn: (sessionId: string) => call(accountRoutes.endSession, { params: { sessionId } }),
    onSettled: () => reload('sessions', 'events'),
  });

export const useEndOtherSessions = () =>
  useMutation({
    mutationFn: () => call(accountRoutes.endOtherSessions, {}),
    onSettled: () => reload('sessions', 'events'),
  });

export const useChangePassword = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (body: RouteInput<typeof passwordRoutes.changePassword>['body']) =>
      call(passwordRoutes.changePassword, { body }),
    onSuccess: () => reload('account', 'sessions', 'events'),
  });

export const useRequestEmailChange = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (email: string) =>
      call(accountRoutes.requestEmailChange, { body: { email, locale: currentLocale() } }),
  });

export const useConfirmEmailChange = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (body: { email: string; code: string }) => call(accountRoutes.confirmEmailChange, { body }),
    onSuccess: (_reply, { email }) => {
      updateMe({ email });
      reload('events');
    },
  });

/** Gets the URL where a provider is linked. */
export const useLinkIdentity = () =>
  useMutation({
    meta: { handledErrors: ['STEP_UP_REQUIRED'] },
    mutationFn: (provider: IdentityProvider) =>
      call(accountRoutes.linkIdentity, {
        params: { provider },
        body: { returnTo: location.pathname, locale: currentLocale() },
      }),
  });

export const useUnlinkIdentity = () =>
  useMutation({
    meta: { handledErrors: ['STEP_UP_REQUIRED'] },
    mutationFn: (provider: IdentityProvider) => call(accountRoutes.unlinkIdentity, { params: { provider } }),
    onSuccess: () => reload('account', 'events'),
  });

export const useScheduleDeletion = () =>
  useMutation({
    meta: { handledErrors: ['STEP_UP_REQUIRED'] },
    mutationFn: () => call(accountRoutes.scheduleDeletion, {}),
  });

export const useStartTwoFactor = () =>
  useMutation({
    meta: { handledErrors: ['STEP_UP_REQUIRED'] },
    mutationFn: () => call(twoFactorRoutes.startTwoFactor, {}),
    gcTime: 0,
  });

export const useConfirmTwoFactor = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (code: string) => call(twoFactorRoutes.confirmTwoFactor, { body: { code } }),
    onSuccess: () => reload('account', 'events'),
    gcTime: 0,
  });

export const useRemakeRecoveryCodes = () =>
  useMutation({
    meta: { handledErrors: ['STEP_UP_REQUIRED'] },
    mutationFn: () => call(twoFactorRoutes.remakeRecoveryCodes, {}),
    onSuccess: () => reload('account', 'events'),
    gcTime: 0,
  });

export const useEndTwoFactor = () =>
  useMutation({
    meta: { handledErrors: ['STEP_UP_REQUIRED'] },
    mutationFn: () => call(twoFactorRoutes.endTwoFactor, {}),
    onSuccess: () => reload('account', 'events'),
  });

type Proof = RouteInput<typeof accountRoutes.stepUp>['body'];

export const useStepUp = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (body: Proof) => call(accountRoutes.stepUp, { body }),
  });

export const useMailStepUpCode = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: () => call(accountRoutes.mailStepUpCode, { body: { locale: currentLocale() } }),
  });

export const useStepUpWithProvider = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (provider: IdentityProvider) =>
      call(accountRoutes.stepUpWithProvider, {
        params: { provider },
        body: { returnTo: location.pathname, locale: currentLocale() },
      }),
    onSuccess: ({ url }) => location.assign(url),
  });
