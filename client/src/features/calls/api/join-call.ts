import i18next from 'i18next';
import { toast } from 'sonner';
import { onPersonLeft } from '@/shared/api/session-store';
import type { Place, Start } from './calls';

/** Each wish to join replaces earlier ones whose code is still loading. */
let wishes = 0;

export const cancelJoin = (): void => {
  wishes += 1;
};
onPersonLeft(cancelJoin);

const open = async (place: Place, start: Start | undefined) => {
  const wish = ++wishes;
  const { openCallOf } = await import('./calls');
  if (wish === wishes) openCallOf(place, start);
};

/** Joins the call of a voice channel; leaves the one that the person is in. The code of calls is loaded now. */
export const joinCall = ({ serverId, channelId }: Place, start?: Start): void =>
  void open({ serverId, channelId }, start).catch(() => toast.error(i18next.t('errors.UNREACHABLE')));
