import type { Offer } from '@maru/contracts/http/user/membership';
import { subscriptionRoutes, type CardWindow } from '@maru/contracts/http/user/subscription';
import { call } from '@/shared/api/http';
import { paths } from '@/shared/config/paths';
import { cardPurposes, type CardPurpose } from '../model/card-windows';
import { openCardWindow } from './toss';

const open = async (
  { registrationId, ...window }: CardWindow,
  customerName: string,
  purpose: CardPurpose,
): Promise<void> => {
  cardPurposes.keep(registrationId, purpose);
  const addressOf = (result: 'success' | 'fail') =>
    location.origin + paths.registration.to(registrationId, result);
  await openCardWindow({
    ...window,
    customerName,
    successUrl: addressOf('success'),
    failUrl: addressOf('fail'),
  });
};

/** Agrees to the monthly charge, and opens the window for its card. A registration whose window was closed expires by itself. */
export const subscribe = async ({ plan, amount }: Offer, customerName: string): Promise<void> => {
  const window = await call(subscriptionRoutes.openSubscription, {
    body: { plan, amount, isAgreed: true },
  });
  await open(window, customerName, { plan });
};

/** Lets the person prove who they are if the action asks for it, then repeats the action. */
export type Guard = <T>(action: () => Promise<T>) => Promise<T>;

export const changeCard = async (guard: Guard, customerName: string): Promise<void> => {
  const window = await guard(() => call(subscriptionRoutes.openCardChange, {}));
  await open(window, customerName, { plan: null });
};
