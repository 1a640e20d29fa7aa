/** localStorage, which may be blocked or full: then nothing is remembered, and nothing breaks. */
export const storage = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(`maru.${key}`);
    } catch {
      return null;
    }
  },
  set(key: string, value: string): void {
    try {
      localStorage.setItem(`maru.${key}`, value);
    } catch {
      // Nothing to do about it.
    }
  },
  remove(key: string): void {
    try {
      localStorage.removeItem(`maru.${key}`);
    } catch {
      // As above.
    }
  },
};
