import type { Me, Session } from '@maru/contracts/http/user/auth';
import { create } from 'zustand';

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

export const openSession = ({ accessToken, expiresInMs, me }: Session): void =>
  useSession.setState({ status: 'signed-in', me, accessToken, expiresAt: Date.now() + expiresInMs });

export const closeSession = ({ inAllTabs = false } = {}): void => {
  useSession.setState(signedOut);
  if (inAllTabs) tabs.postMessage('signed-out');
};

/** The signed-in person; only for components behind the guard. */
export const useMe = (): Me => {
  const me = useSession((state) => state.me);
  if (!me) throw new Error('nobody is signed in');
  return me;
};
