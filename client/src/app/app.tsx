import { QueryClientProvider } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { RouterProvider } from 'react-router-dom';
import { Toaster } from 'sonner';
import { queryClient } from '@/shared/api/query-client';
import { useBootSession } from './boot-session';
import { router } from './router';

/** sonner's own names for its colours, set to ours. */
const toastColors = {
  '--normal-bg': 'var(--surface-raised)',
  '--normal-border': 'var(--line-soft)',
  '--normal-text': 'var(--ink)',
  '--border-radius': 'var(--radius-l)',
  fontFamily: 'var(--font)',
  // CSS variables are no known properties of React's style type.
} as CSSProperties;

export const App = () => {
  useBootSession();
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toaster position="top-center" style={toastColors} />
    </QueryClientProvider>
  );
};
