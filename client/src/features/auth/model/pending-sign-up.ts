import { pendingSignUp, type PendingSignUp } from '@maru/contracts/http/user/auth';
import { useSession } from '@/shared/api/session-store';

const key = 'maru.pending-sign-up';

/** The sign-up that waits for its code: for this tab, through a reload. */
export const pendingSignUpStorage = {
  get(): PendingSignUp | undefined {
    const parsed = pendingSignUp.safeParse(JSON.parse(sessionStorage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.data : undefined;
  },
  set(value: PendingSignUp): void {
    sessionStorage.setItem(key, JSON.stringify(value));
  },
  clear(): void {
    sessionStorage.removeItem(key);
  },
};

// A sign-up that was left for another account is no business of the next person here.
useSession.subscribe(({ me }) => {
  if (me) pendingSignUpStorage.clear();
});
