import { useTranslation } from 'react-i18next';
import { useClock } from './use-clock';

/** The running time of a call. Screen readers read it on demand; it is never announced. */
export const CallTime = ({ since, className }: { since: string; className?: string }) => {
  const { t } = useTranslation();
  const time = useClock(since);
  return (
    <span className={className} role="timer" aria-live="off" aria-label={t('calls.runningFor', { time })}>
      {time}
    </span>
  );
};
