import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { membershipKey } from '@/entities/membership/api/membership';
import { codeOf, type ApiErrorCode } from '@/shared/api/api-error';

/** A browser may bring this page back as it was when it left for the window. */
const useBackFromWindow = (onBack: () => void) => {
  useEffect(() => {
    const listen = ({ persisted }: PageTransitionEvent) => {
      if (persisted) onBack();
    };
    window.addEventListener('pageshow', listen);
    return () => window.removeEventListener('pageshow', listen);
  }, [onBack]);
};

/** Refusals because the page shows something old. */
const staleCodes: readonly ApiErrorCode[] = [
  'CONFLICT',
  'MONTH_LIMIT_REACHED',
  'ALREADY_SUBSCRIBED',
  'NOT_SUBSCRIBED',
];

/** Opens a window of Toss; succeeds when the browser is about to leave for it. */
export const useWindow = (open: () => Promise<void>) => {
  const client = useQueryClient();
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: membershipKey }), [client]);
  const { reset, ...opening } = useMutation({
    meta: { handledErrors: 'all' },
    // Without a connection it fails at once: a window that opens later would surprise.
    networkMode: 'always',
    mutationFn: open,
    onError: (error) => {
      if (staleCodes.includes(codeOf(error))) refresh();
    },
  });
  const onBack = useCallback(() => {
    reset();
    // The buyer may have paid: the next month begins later now.
    refresh();
  }, [reset, refresh]);
  useBackFromWindow(onBack);
  return opening;
};
