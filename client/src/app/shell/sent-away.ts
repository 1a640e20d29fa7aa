/** The state of a way that nobody chose: who is sent away can't save what they have changed, and is not held back by it. */
export const sentAway = { isSentAway: true };
