import '@/shared/i18n/i18n';
import { QueryClient, QueryClientProvider, type QueryKey } from '@tanstack/react-query';
import { createMutationCache } from '@/shared/api/query-client';
import { render } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom';

interface RenderOptions {
  path?: string;
  /** Answers that are cached already and stay fresh. */
  known?: readonly (readonly [QueryKey, unknown])[];
}

/** Renders components inside the providers that they need, in Korean. Returns a simulated user. */
export const renderApp = (
  children: ReactNode,
  { path = '/', known = [] }: RenderOptions = {},
): { user: UserEvent } => {
  void i18next.changeLanguage('ko');
  const client = new QueryClient({
    mutationCache: createMutationCache(),
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  });
  for (const [queryKey, data] of known) {
    client.setQueryDefaults(queryKey, { staleTime: Number.POSITIVE_INFINITY });
    client.setQueryData(queryKey, data);
  }
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[path]}>{children}</MemoryRouter>
    </QueryClientProvider>,
  );
  return { user: userEvent.setup() };
};
