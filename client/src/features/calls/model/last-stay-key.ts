/** The place in the tab's storage of the call that a person was in. */
export const keyOfLastStay = (userId: string): string => `maru.${userId}.last-stay`;

/** Returns false if this tab was certainly in no call before it was reloaded. Storage may be blocked. */
export const mayHaveLastStay = (userId: string): boolean => {
  try {
    return sessionStorage.getItem(keyOfLastStay(userId)) !== null;
  } catch {
    return false;
  }
};
