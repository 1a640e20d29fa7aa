import type { CallSnapshot, CallStatus, Remote } from './call.js';

/** Without a way to anyone, the call is away for the person, although the server answers. */
export const shownStatus = (status: CallStatus, remotes: readonly Remote[]): CallStatus => {
  const isCutOff = remotes.length > 0 && remotes.every((remote) => remote.status === 'recovering');
  return isCutOff && status === 'connected' ? 'reconnecting' : status;
};

const isSame = (a: CallSnapshot, b: CallSnapshot): boolean =>
  Object.entries(b).every(([key, value]) => a[key as keyof CallSnapshot] === value);

/** Shows pictures of a call to its viewers: a new one after every change. */
export class CallView {
  private shown: CallSnapshot | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly picture: () => CallSnapshot) {}

  snapshot() {
    this.shown ??= this.picture();
    return this.shown;
  }

  subscribe(listener: () => void) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  update() {
    const next = this.picture();
    if (this.shown && isSame(this.shown, next)) return;
    this.shown = next;
    for (const listener of this.listeners) listener();
  }
}
