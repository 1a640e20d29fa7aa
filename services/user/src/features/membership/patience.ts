import type { Logger } from '@maru/service-kit/logger';
import { within } from '@maru/service-kit/within';

/** A crash leaves work with Toss to its check, which begins when every answer to the first request must have come. */
export const checkAfterMs = 90_000;

/** Shorter than the deadline of an answer: the member then sees that the work is under way. */
const patienceMs = 8_000;

/** Waits for work with Toss, which goes on in the background if it is slow. A failure leaves it to its check. */
export const waitPatiently = async (
  work: Promise<unknown>,
  { log, ...facts }: { log: Logger; orderId?: string; registrationId?: string },
): Promise<void> => {
  await within(patienceMs, work).catch((error: unknown) =>
    log.warn({ err: error, ...facts }, 'work with toss goes on in the background'),
  );
};
