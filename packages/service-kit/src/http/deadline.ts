import type { RequestHandler } from 'express';
import { AppError } from '../app-error.js';
import { sendError } from './errors.js';

/** Answers are due so long after the request has arrived as a whole. */
const answerWithinMs = 10_000;

/** A body may take so long to arrive; Node itself cuts slow requests off much later. */
const arriveWithinMs = 60_000;

/**
 * Tells callers to try again when a store that hangs keeps the answer waiting. The work goes on: a repetition under the same key meets its
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
