import type { Me, Session } from '@maru/contracts/http/user/auth';
import { create } from 'zustand';
import { storage } from '../lib/storage.js';

/** Who is signed in, in the memory of this tab only. `unknown` until the first refresh has answered. */
interface SessionState {
  status: 'unknown' | 'signed-in' | 'signed-out';
  me: Me | undefined;
  accessToken: string | undefined;
  /** When the token ends, by this tab's own clock. */
  expiresAt: number;
}

const signedOut: SessionState = { status: 'signed-out', me: undefined, accessToken: undefined, expiresAt: 0 };

export const useSession = create<SessionState>(() => ({ ...signedOut, status: 'unknown' }));

/** Tells the other tabs that somebody signed out here. */
const tabs = new BroadcastChannel('maru-session');
tabs.addEventListener('message', () => useSession.setState(signedOut));

const hint = 'has-session';

/** Whether this browser may hold a refresh cookie, which scripts can't see: without it, asking is pointless. */
export const mayHaveSession = (): boolean => storage.get(hint) === '1';

export const openSession = ({ accessToken, expiresInMs, me }: Session): void => {
  storage.set(hint, '1');
  useSession.setState({ status: 'signed-in', me, accessToken, expiresAt: Date.now() + expiresInMs });
};

export const closeSession = ({ inAllTabs = false } = {}): void => {
  storage.remove(hint);
  useSession.setState(signedOut);
  if (inAllTabs) tabs.postMessage('signed-out');
};

/** The signed-in person has changed something of themselves. */
export const updateMe = (change: Partial<Me>): void =>
  useSession.setState(({ me }) => ({ me: me && { ...me, ...change } }));

/** This browser has a refresh cookie although nobody signed in on this page: a provider's redirect brought it. */
export const expectSession = (): void => storage.set(hint, '1');

/** The signed-in person; only for components behind the guard. */
export const useMe = (): Me => {
  const me = useSession((state) => state.me);
  if (!me) throw new Error('nobody is signed in');
  return me;
};
