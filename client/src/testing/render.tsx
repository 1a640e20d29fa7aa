import '@/shared/i18n/i18n';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMutationCache } from '@/shared/api/query-client';
import { render } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom';

/** Renders components inside the providers that they need, in Korean. Returns a simulated user. */
export const renderApp = (children: ReactNode, { path = '/' } = {}): { user: UserEvent } => {
  void i18next.changeLanguage('ko');
  const client = new QueryClient({
    mutationCache: createMutationCache(),
    defaultOptions: { queries: { retry: false }, mutations: { retry: false } },
  });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[path]}>{children}</MemoryRouter>
    </QueryClientProvider>,
  );
  return { user: userEvent.setup() };
};
