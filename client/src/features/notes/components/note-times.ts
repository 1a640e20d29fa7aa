import type { MeetingNote } from '@maru/contracts/socket/notes';
import type { TFunction } from 'i18next';
import { formatFull, formatTime, isSameDay } from '@/shared/i18n/format';

type Times = Pick<MeetingNote, 'startedAt'> & { endedAt: string | null };

/** `42분`, `1시간 5분`: the length of an ended meeting. */
export const lengthWords = (t: TFunction, startedAt: string, endedAt: string): string => {
  const total = Math.max(1, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 60_000));
  const hours = Math.floor(total / 60);
  return hours > 0 ? t('notes.hours', { hours, minutes: total % 60 }) : t('notes.minutes', { count: total });
};

/** Date and time of a meeting in the reader's zone, with its end on the same or another day. */
export const rangeWords = (t: TFunction, { startedAt, endedAt }: Times): string => {
  const start = formatFull(startedAt);
  if (!endedAt) return t('notes.untilNow', { start });
  const end = isSameDay(startedAt, endedAt) ? formatTime(endedAt) : formatFull(endedAt);
  return t('notes.range', { start, end });
};
