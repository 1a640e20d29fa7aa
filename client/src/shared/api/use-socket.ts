import { useEffect } from 'react';
import { connectRealtime, disconnectRealtime, reconnectNow } from './realtime.js';
import { useSession } from './session-store.js';

/** Keeps the app's one socket connected while a person is signed in. Used once, by the shell. */
export const useSocket = (): void => {
  const userId = useSession((state) => state.me?.userId);
  useEffect(() => {
    if (!userId) return undefined;
    connectRealtime();
    window.addEventListener('online', reconnectNow);
    return () => {
      window.removeEventListener('online', reconnectNow);
      disconnectRealtime();
    };
  }, [userId]);
};
