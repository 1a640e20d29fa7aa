import { authRoutes, type PendingSignUp } from '@maru/contracts/http/user/auth';
import { passwordRoutes } from '@maru/contracts/http/user/passwords';
import type { RouteInput } from '@maru/contracts/route';
import { useMutation } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { closeSessionInAllTabs, openSession } from '@/shared/api/session-store';
import { currentLocale } from '@/shared/i18n/i18n';
import { pendingSignUpStorage } from '../model/pending-sign-up';

type SignUpBody = Omit<RouteInput<typeof authRoutes.signUp>['body'], 'locale'>;

export const useSignUp = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (body: SignUpBody) => call(authRoutes.signUp, { body: { ...body, locale: currentLocale() } }),
    onSuccess: pendingSignUpStorage.set,
  });

export const useConfirmSignUp = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: ({ pending, code }: { pending: PendingSignUp; code: string }) =>
      call(authRoutes.confirmSignUp, {
        body: { email: pending.email, signUpToken: pending.signUpToken, code },
      }),
    onSuccess: (session) => {
      pendingSignUpStorage.clear();
      openSession(session);
    },
  });

export const useResendCode = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: ({ email, signUpToken }: PendingSignUp) =>
      call(authRoutes.resendCode, { body: { email, signUpToken } }),
  });

/** Signs in. The result may ask for the code of an unconfirmed sign-up or for another step instead. */
export const useSignIn = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (body: { email: string; password: string }) =>
      call(authRoutes.signIn, { body: { ...body, locale: currentLocale() } }),
    onSuccess: (result) => {
      if (result.status === 'signed-in') openSession(result.session);
      if (result.status === 'confirm-sign-up') pendingSignUpStorage.set(result.pendingSignUp);
    },
  });

/** Ends this session; in this browser also when the service is unreachable. */
export const useSignOut = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: () => call(authRoutes.signOut, {}),
    onSettled: () => {
      pendingSignUpStorage.clear();
      closeSessionInAllTabs('signed-out');
    },
  });

export const useForgotPassword = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (email: string) =>
      call(passwordRoutes.forgotPassword, { body: { email, locale: currentLocale() } }),
  });

export const useResetPassword = () =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (body: { email: string; code: string; newPassword: string }) =>
      call(passwordRoutes.resetPassword, { body }),
  });
