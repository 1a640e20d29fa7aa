import { storage } from '../lib/storage.js';
import { useSession } from './session-store.js';

const keyOf = (key: string): string | undefined => {
  const { me } = useSession.getState();
  return me && `${me.userId}.${key}`;
};

/** Browser storage of the signed-in person: other accounts do not see it, and it is back at their next sign-in. */
export const personalStorage = {
  get(key: string): string | null {
    const own = keyOf(key);
    return own ? storage.get(own) : null;
  },
  set(key: string, value: string): void {
    const own = keyOf(key);
    if (own) storage.set(own, value);
  },
  remove(key: string): void {
    const own = keyOf(key);
    if (own) storage.remove(own);
  },
};

/** Calls `handler` when another tab of the same person has changed something. */
export const onOtherTab = (handler: (key: string, value: string | null) => void): void =>
  storage.onOtherTab((key, value) => {
    const own = keyOf('');
    if (own && key.startsWith(own)) handler(key.slice(own.length), value);
  });

storage.removeUnowned();
