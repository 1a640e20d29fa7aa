import { QueryClient } from '@tanstack/react-query';
import { isTemporary } from './api-error.js';
import { onPersonLeft } from './session-store.js';

/** Server data lives here; sockets keep it fresh, so nothing is refetched for its age alone. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && isTemporary(error),
    },
  },
});

onPersonLeft(() => queryClient.clear());
