import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router-dom';
import { Toaster } from 'sonner';
import { queryClient } from '@/shared/api/query-client';
import { useBootSession } from './boot-session';
import { router } from './router';

export const App = () => {
  useBootSession();
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toaster position="top-center" toastOptions={{ className: 'toast' }} />
    </QueryClientProvider>
  );
};
