/** Directions in which packets have been lost for long enough to tell the person. */
export interface SustainedLoss {
  incoming: boolean;
  outgoing: boolean;
}

interface Watch {
  isLossy: boolean;
  /** Samples in a row that speak against `isLossy`. */
  against: number;
}

export interface LossWatch {
  incoming: Watch;
  outgoing: Watch;
}

const calm: Watch = { isLossy: false, against: 0 };
export const noLoss: LossWatch = { incoming: calm, outgoing: calm };

/** Speech stays clear up to a few percent. A spike is over before four samples (10 seconds) in a row are bad. */
const bounds = { bad: 5, good: 2, badSamples: 4, goodSamples: 4 };

function watch({ isLossy, against }: Watch, percent: number): Watch {
  const isAgainst = isLossy ? percent <= bounds.good : percent >= bounds.bad;
  if (!isAgainst) return { isLossy, against: 0 };
  const isDue = against + 1 >= (isLossy ? bounds.goodSamples : bounds.badSamples);
  return isDue ? { isLossy: !isLossy, against: 0 } : { isLossy, against: against + 1 };
}

/** Takes the loss of the last few seconds, in percent. */
export const watchLoss = (before: LossWatch, sample: { incoming: number; outgoing: number }): LossWatch => ({
  incoming: watch(before.incoming, sample.incoming),
  outgoing: watch(before.outgoing, sample.outgoing),
});

export interface LossBlame {
  /** The person's own network loses packets. */
  isMine: boolean;
  /** The people whose networks do. */
  theirs: string[];
}

/**
 * Names the side that loses packets. Loss with most of the others comes from the own network; loss with few of them from theirs. Between two
 * people, the way out of a home is the narrow one: the sender's side is named.
 */
export function blameLoss(pairs: readonly (SustainedLoss & { userId: string })[]): LossBlame {
  const sending = pairs.filter(({ outgoing }) => outgoing);
  const receiving = pairs.filter(({ incoming }) => incoming);
  const isMost = (lossy: readonly unknown[]) => lossy.length * 2 > pairs.length;
  const isUplinkMine = isMost(sending);
  const isDownlinkMine = pairs.length > 1 && isMost(receiving);
  const theirs = [...(isUplinkMine ? [] : sending), ...(isDownlinkMine ? [] : receiving)].map(
    ({ userId }) => userId,
  );
  return { isMine: isUplinkMine || isDownlinkMine, theirs: [...new Set(theirs)] };
}
