import { useEffect } from 'react';
import { connectRealtime, disconnectRealtime, reconnectNow } from './realtime.js';
import { useSession } from './session-store.js';

/** Keeps the app's one socket connected while somebody is signed in; used once, by the signed-in part of the app. */
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
