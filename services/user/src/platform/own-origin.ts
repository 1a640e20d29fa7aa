import { AppError } from '@maru/service-kit/app-error';
import type { Request } from 'express';

/**
 * Throws ORIGIN_FORBIDDEN unless one of our own pages sends the request. Browsers send Origin with every POST; if it is missing,
 * Sec-Fetch-Site has to say that the request comes from the same origin.
 */
export const requireOwnOrigin = (req: Request, publicOrigin: string): void => {
  const origin = req.get('origin');
  const isOwn = origin ? origin === publicOrigin : req.get('sec-fetch-site') === 'same-origin';
  if (!isOwn) throw new AppError('ORIGIN_FORBIDDEN');
};
