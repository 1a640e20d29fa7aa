const prefix = 'maru.';

/** Keys of versions that did not tell people apart. */
const unowned = /^(?:(?:draft|last-channel|folded)\.\w+|open-folders|members|outbox-journal)$/;

/** localStorage, which may be blocked or full: then nothing is remembered, and nothing breaks. */
export const storage = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(prefix + key);
    } catch {
      return null;
    }
  },
  set(key: string, value: string): void {
    try {
      localStorage.setItem(prefix + key, value);
    } catch {
      // Nothing to do about it.
    }
  },
  remove(key: string): void {
    try {
      localStorage.removeItem(prefix + key);
    } catch {
      // As above.
    }
  },
  /** Calls `handler` when another tab has changed something of ours. */
  onOtherTab(handler: (key: string, value: string | null) => void): void {
    window.addEventListener('storage', ({ key, newValue }) => {
      if (key?.startsWith(prefix)) handler(key.slice(prefix.length), newValue);
    });
  },
  /** Removes what earlier versions stored without saying whose it is. */
  removeUnowned(): void {
    try {
      Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix) && unowned.test(key.slice(prefix.length)))
        .forEach((key) => localStorage.removeItem(key));
    } catch {
      // As above.
    }
  },
};
