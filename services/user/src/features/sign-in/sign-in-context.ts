import type { Device } from '@maru/contracts/http/user/account';
import type { Locale } from '@maru/contracts/primitives';
import type { Request } from 'express';
import { deviceOf } from '../../platform/device.decorator.js';
import { placeOf, type Place } from '../../places/place.js';
import type { PendingState } from './pending-sign-in.js';

/** Data carried from step to step. */
export interface SignInContext {
  device: Device;
  place: Place;
  returnTo: string | null;
  locale: Locale;
}

/** Returns the context of a sign-in that continues in the same browser. */
export const contextOf = (state: PendingState, req: Request): SignInContext => ({
  device: deviceOf(req.get('user-agent') ?? ''),
  place: placeOf(req),
  returnTo: state.returnTo,
  locale: state.locale,
});
