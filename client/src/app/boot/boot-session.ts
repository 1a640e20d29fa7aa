import { useEffect } from 'react';
import { codeOf } from '@/shared/api/api-error';
import { refreshSession } from '@/shared/api/http';
import { closeSession, mayHaveSession, useSession } from '@/shared/api/session-store';

const retryMs = 3_000;

/** Refreshes the session once at the start; retries while the service is unreachable. */
export const useBootSession = (): void => {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const boot = () => {
      if (useSession.getState().status !== 'unknown') return;
      if (!mayHaveSession()) return closeSession();
      refreshSession().catch((error: unknown) => {
        if (['UNREACHABLE', 'UNAVAILABLE', 'INTERNAL', 'RATE_LIMITED'].includes(codeOf(error)))
          timer = setTimeout(boot, retryMs);
        else closeSession();
      });
    };
    boot();
    return () => clearTimeout(timer);
  }, []);
};
