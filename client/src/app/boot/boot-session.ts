import { useEffect } from 'react';
import { codeOf } from '@/shared/api/api-error';
import { refreshSession } from '@/shared/api/http';
import { closeSession, mayHaveSession, useSession } from '@/shared/api/session-store';

const retryMs = 3_000;

/** One refresh tells at the start whether somebody is signed in; while nobody answers it asks again. */
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
