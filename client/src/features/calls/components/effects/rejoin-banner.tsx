import '../../i18n/words';
import { Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import styles from './rejoin-banner.module.css';

interface RejoinBannerProps {
  channelName: string;
  onRejoin: () => void;
  onDismiss: () => void;
}

/** After a reload: offers the way back into the call. */
export const RejoinBanner = ({ channelName, onRejoin, onDismiss }: RejoinBannerProps) => {
  const { t } = useTranslation();
  return (
    <div className={styles.banner} role="status">
      <Phone size={18} strokeWidth={1.75} aria-hidden="true" />
      <span className={styles.text}>{t('calls.rejoin.text', { channel: channelName })}</span>
      <span className={styles.actions}>
        <Button onClick={onRejoin}>{t('calls.rejoin.button')}</Button>
        <Button variant="ghost" onClick={onDismiss}>
          {t('calls.rejoin.dismiss')}
        </Button>
      </span>
    </div>
  );
};
