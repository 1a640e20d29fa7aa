import type { Me, Session } from '@maru/contracts/http/user/auth';
import type { SessionEndReason } from '@maru/contracts/http/user/session-end';
import { create, type StateCreator } from 'zustand';
import { storage } from '../lib/storage.js';

/** The signed-in person, in the memory of this tab only. `unknown` until the first refresh has answered. */
interface SessionState {
  status: 'unknown' | 'signed-in' | 'signed-out';
  me: Me | undefined;
  accessToken: string | undefined;
  /** When the token ends, by this tab's own clock. */
  expiresAt: number;
  /** The reason why the last session of this tab ended; undefined when there was none. */
  endedBy: SessionEndReason | undefined;
}

const signedOut: SessionState = {
  status: 'signed-out',
  me: undefined,
  accessToken: undefined,
  expiresAt: 0,
  endedBy: undefined,
};

export const useSession = create<SessionState>(() => ({ ...signedOut, status: 'unknown' }));

/** Calls `forget` when the signed-in person leaves or another one takes their place in this tab. */
export const onPersonLeft = (forget: () => void): (() => void) =>
  useSession.subscribe(({ me }, before) => {
    if (before.me && before.me.userId !== me?.userId) forget();
  });

/** A store of what belongs to the signed-in person: the next person in this tab finds it as it was at the start. */
export const createPersonal = <T>(initial: StateCreator<T>) => {
  const store = create<T>(initial);
  onPersonLeft(() => store.setState(store.getInitialState(), true));
  return store;
};

const hint = 'has-session';

/** Returns false if this browser certainly holds no refresh cookie, so that a refresh would be pointless. Scripts cannot see the cookie. */
export const mayHaveSession = (): boolean => storage.get(hint) === '1';

export const openSession = ({ accessToken, expiresInMs, me }: Session): void => {
  storage.set(hint, '1');
  const expiresAt = Date.now() + expiresInMs;
  useSession.setState({ status: 'signed-in', me, accessToken, expiresAt, endedBy: undefined });
};

/** The first reason counts: the news of one end may come by several ways. */
const end = (endedBy: SessionEndReason | undefined): void => {
  if (useSession.getState().status !== 'signed-out') useSession.setState({ ...signedOut, endedBy });
};

/** Tells the other tabs that the session ended here. */
const tabs = new BroadcastChannel('maru-session');
tabs.addEventListener('message', ({ data }: MessageEvent<SessionEndReason>) => end(data));

/** Without a reason: there was no session. */
export const closeSession = (reason?: SessionEndReason): void => {
  storage.remove(hint);
  end(reason);
};

/** The person has left on purpose: every tab of this browser follows. */
export const closeSessionInAllTabs = (reason: SessionEndReason): void => {
  closeSession(reason);
  tabs.postMessage(reason);
};

/** The signed-in person has changed something of themselves. */
export const updateMe = (change: Partial<Me>): void =>
  useSession.setState(({ me }) => ({ me: me && { ...me, ...change } }));

/** Notes that a provider's redirect has set a refresh cookie, without a sign-in on this page. */
export const expectSession = (): void => storage.set(hint, '1');

/** The signed-in person; only for components behind the guard. */
export const useMe = (): Me => {
  const me = useSession((state) => state.me);
  if (!me) throw new Error('nobody is signed in');
  return me;
};
