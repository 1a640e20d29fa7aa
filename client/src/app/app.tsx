import { QueryClientProvider } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { RouterProvider } from 'react-router-dom';
import { Toaster } from 'sonner';
import { queryClient } from '@/shared/api/query-client';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { useBootSession } from './boot/boot-session';
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

/** On a phone the top holds the way back, so toasts stand above the composer and the bar of unsaved changes. */
const phoneOffset = { bottom: 'calc(80px + env(safe-area-inset-bottom))' };

export const App = () => {
  useBootSession();
  const isPhone = useIsPhone();
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toaster
        position={isPhone ? 'bottom-center' : 'top-center'}
        mobileOffset={phoneOffset}
        style={toastColors}
      />
    </QueryClientProvider>
  );
};
