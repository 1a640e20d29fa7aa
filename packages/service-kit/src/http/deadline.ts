import type { RequestHandler } from 'express';
import { AppError } from '../app-error.js';
import { sendError } from './errors.js';

/** Time limit for a response, counted from the complete request. */
const answerWithinMs = 10_000;

/** Time limit for a body to arrive; Node itself cuts slow requests off much later. */
const arriveWithinMs = 60_000;

/**
 * Answers UNAVAILABLE if a hanging store delays the response. The work continues: a retry with the same idempotency key gets its
 * outcome.
 */
export const answerInTime =
  (ms = answerWithinMs): RequestHandler =>
  (req, res, next) => {
    const latest = performance.now() + arriveWithinMs;
    let timer: NodeJS.Timeout;
    const check = () => {
      if (res.headersSent) return;
      if (req.complete || performance.now() > latest) sendError(res, new AppError('UNAVAILABLE'));
      else wait();
    };
    const wait = () => {
      timer = setTimeout(check, ms).unref();
    };
    wait();
    res.once('close', () => clearTimeout(timer));
    next();
  };
