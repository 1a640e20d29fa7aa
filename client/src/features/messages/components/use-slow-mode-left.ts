import { useSyncExternalStore } from 'react';
import { usePauses } from '@/entities/channel/model/slow-mode';

const tick = (onTick: () => void) => {
  const timer = setInterval(onTick, 250);
  return () => clearInterval(timer);
};

const still = () => () => undefined;

/** The whole seconds until the author may write again; 0 when they may. `everySeconds`: 0 without slow mode. */
export const useSlowModeLeft = (channelId: string, everySeconds: number): number => {
  const pause = usePauses((all) => all[channelId]);
  const afterSent = pause?.sentAt ? pause.sentAt + everySeconds * 1_000 : 0;
  const freeAt = everySeconds === 0 ? 0 : Math.max(pause?.until ?? 0, afterSent);
  return useSyncExternalStore(freeAt > 0 ? tick : still, () =>
    Math.max(0, Math.ceil((freeAt - Date.now()) / 1_000)),
  );
};
