import { createPersonal } from '@/shared/api/session-store';

interface Pause {
  /** When the last own message went off; undefined when it was refused. */
  sentAt?: number;
  /** What the server has said: it knows of other devices, too. */
  until?: number;
}

export const usePauses = createPersonal<Record<string, Pause>>(() => ({}));

/** What this app knows of the own pauses in channels with slow mode. */
export const slowMode = {
  sent: (channelId: string): void => usePauses.setState({ [channelId]: { sentAt: Date.now() } }),
  refused: (channelId: string, waitMs: number | undefined): void =>
    usePauses.setState({ [channelId]: waitMs === undefined ? {} : { until: Date.now() + waitMs } }),
};
