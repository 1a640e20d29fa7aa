/** The ids of the people who are speaking in a call. Apart from the call's picture, as they change several times a second. */
export class Speakers {
  private now: readonly string[] = [];
  private readonly listeners = new Set<() => void>();

  snapshot = (): readonly string[] => this.now;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  set(userIds: readonly string[]) {
    if (userIds.join() === this.now.join()) return;
    this.now = userIds;
    for (const listener of this.listeners) listener();
  }
}
