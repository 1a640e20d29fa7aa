import { useEffect } from 'react';
import { connectRealtime, disconnectRealtime, reconnectNow } from './realtime.js';
import { useSession } from './session-store.js';

/** Keeps the app's one socket connected while somebody is signed in; used once, by the signed-in part of the app. */
export const useSocket = (): void => {
  const isSignedIn = useSession((state) => state.status === 'signed-in');
  useEffect(() => {
    if (!isSignedIn) return undefined;
    connectRealtime();
    window.addEventListener('online', reconnectNow);
    return () => {
      window.removeEventListener('online', reconnectNow);
      disconnectRealtime();
    };
  }, [isSignedIn]);
};
