/** Navigation state of a redirect that the person did not choose: unsaved changes cannot be saved, so they do not hold it back. */
export const sentAway = { isSentAway: true };
