import { createPersonal } from '@/shared/api/session-store';

interface Pause {
  /** When the last own message went off; undefined when it was refused. */
  sentAt?: number;
  /** The server's own wait, which includes other devices. */
  until?: number;
}

export const usePauses = createPersonal<Record<string, Pause>>(() => ({}));

/** The author's known waits in channels with slow mode. */
export const slowMode = {
  sent: (channelId: string): void => usePauses.setState({ [channelId]: { sentAt: Date.now() } }),
  refused: (channelId: string, waitMs: number | undefined): void =>
    usePauses.setState({ [channelId]: waitMs === undefined ? {} : { until: Date.now() + waitMs } }),
};
