import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '@/shared/api/realtime';
import { Banner } from '@/shared/ui/banner';
import { Spinner } from '@/shared/ui/spinner';

/** Shorter interruptions are not worth a banner. */
const graceMs = 1_200;

const useIsOnline = () => {
  const [isOnline, setIsOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => setIsOnline(navigator.onLine);
    window.addEventListener('online', update);
    window.addEventListener('offline', update);
    return () => {
      window.removeEventListener('online', update);
      window.removeEventListener('offline', update);
    };
  }, []);
  return isOnline;
};

/** States that the connection is lost, and that no message gets lost. */
export const ConnectionBanner = () => {
  const { t } = useTranslation();
  const status = useConnection((state) => state.status);
  const isOnline = useIsOnline();
  const isTroubled = !isOnline || status === 'connecting' || status === 'reconnecting';
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsShown(isTroubled), isTroubled ? graceMs : 0);
    return () => clearTimeout(timer);
  }, [isTroubled]);

  if (!isShown || !isTroubled) return null;
  if (!isOnline) return <Banner>{t('connection.offline')}</Banner>;
  return (
    <Banner>
      <Spinner />
      {t(status === 'connecting' ? 'connection.connecting' : 'connection.reconnecting')}
    </Banner>
  );
};
