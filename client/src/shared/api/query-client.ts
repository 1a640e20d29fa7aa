import { MutationCache, QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { toast } from 'sonner';
import { errorWords } from '../errors/error-words.js';
import { codeOf, isTemporary, type ApiErrorCode } from './api-error.js';
import { onPersonLeft } from './session-store.js';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** Errors that the caller shows in its own place or ignores on purpose. Every other error becomes a toast. */
      handledErrors?: 'all' | readonly ApiErrorCode[];
    };
  }
}

/** Shows a toast for each failed mutation, except for the errors that its `meta` declares as handled. */
export const createMutationCache = (): MutationCache =>
  new MutationCache({
    onError: (error, _variables, _result, { meta }) => {
      const handled = meta?.handledErrors ?? [];
      if (handled === 'all' || handled.includes(codeOf(error))) return;
      toast.error(errorWords(i18next.t, error));
    },
  });

/** Holds the server's data. Sockets keep it fresh, so nothing is refetched for its age alone. */
export const queryClient = new QueryClient({
  mutationCache: createMutationCache(),
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && isTemporary(error),
    },
  },
});

onPersonLeft(() => queryClient.clear());
