import { Hash } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '@/shared/i18n/format';
import styles from './dividers.module.css';

/** The top of a channel: where its conversation begins. */
export const ChannelIntro = ({ name }: { name: string }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.intro}>
      <span className={styles.mark}>
        <Hash size={30} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <h2 className={styles.title}>{t('messages.introTitle', { name })}</h2>
      <p className={styles.text}>{t('messages.introTextMore')}</p>
    </div>
  );
};

export const DayDivider = ({ at }: { at: string }) => (
  <div className={styles.day}>
    <time dateTime={at}>{formatDay(at)}</time>
  </div>
);

export const UnreadDivider = () => {
  const { t } = useTranslation();
  return (
    <div className={styles.unread}>
      <span>{t('messages.newMessages')}</span>
    </div>
  );
};
