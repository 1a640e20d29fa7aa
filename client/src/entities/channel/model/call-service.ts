import { create } from 'zustand';

/** Facts about calls that the service tells; undefined before its first answer. */
export const useCallService = create<{ hasRelay?: boolean }>(() => ({}));

/** A difference below this is the time that an answer takes, and no reason to move a running clock. */
const toleranceMs = 2_000;

/** The service's time at the start of this page. Until it has told it, by this device. */
let origin: number = performance.timeOrigin;
let isTold = false;

/** The service's time. It goes on by itself: no change of this device's clock moves it. */
export const serviceNow = (): number => origin + performance.now();

/** Takes in an answer of the service. While the device sleeps, the page's time may stand still, so that a later answer can move the clock. */
export const learnCallService = ({ now, hasRelay }: { now: string; hasRelay: boolean }): void => {
  useCallService.setState({ hasRelay });
  const told = Date.parse(now) - performance.now();
  if (!isTold || Math.abs(told - origin) > toleranceMs) origin = told;
  isTold = true;
};
