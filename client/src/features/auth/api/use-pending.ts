import type { SignInResult } from '@maru/contracts/http/user/auth';
import { signInRoutes } from '@maru/contracts/http/user/sign-in';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';
import { openSession } from '@/shared/api/session-store';
import { currentLocale } from '@/shared/i18n/i18n';

const queryKey = ['pending-sign-in'];

/** The step that this browser's sign-in waits for. Fails with SIGN_IN_EXPIRED when no sign-in waits. */
export const usePendingSignIn = () =>
  useQuery({ queryKey, queryFn: () => call(signInRoutes.getPendingSignIn, {}), gcTime: 0, retry: false });

/** Opens the session, or stores the next step. */
const takeResult = (result: SignInResult) => {
  if (result.status === 'signed-in') return openSession(result.session);
  queryClient.setQueryData<{ returnTo: string | null }>(queryKey, (known) => ({
    returnTo: known?.returnTo ?? null,
    pending: result.pending,
  }));
};

type Body<R extends keyof typeof signInRoutes> = RouteInput<(typeof signInRoutes)[R]>['body'];

export const useCompleteSignUp = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (body: Omit<Body<'completeSignUp'>, 'locale'>) =>
      call(signInRoutes.completeSignUp, { body: { ...body, locale: currentLocale() } }),
    onSuccess: takeResult,
  });

export const useMailSignInCode = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (email: string) =>
      call(signInRoutes.mailSignInCode, { body: { email, locale: currentLocale() } }),
  });

export const useProveOwnership = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (body: Body<'proveOwnership'>) => call(signInRoutes.proveOwnership, { body }),
    onSuccess: takeResult,
  });

export const useProveSecondFactor = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (code: string) => call(signInRoutes.proveSecondFactor, { body: { code } }),
    onSuccess: takeResult,
  });

export const useRestoreAccount = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: () => call(signInRoutes.restoreAccount, {}),
    onSuccess: takeResult,
  });

/** Cancels the sign-in. The page leaves it even when the call fails. */
export const useCancelSignIn = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: () => call(signInRoutes.cancelPendingSignIn, {}),
  });
