import '../../i18n/words';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { onDeviceNews } from '../../model/devices/device-news';

/** Tells that a device was unplugged or is back. Several users at a time show one toast. */
export const useDeviceToasts = (): void => {
  const { t } = useTranslation();
  useEffect(
    () =>
      onDeviceNews(({ kind, change, label }) => {
        const name = label || t('calls.devices.unnamed');
        toast(t(`calls.devices.${change}.${kind}`, { name }), { id: `device-${kind}` });
      }),
    [t],
  );
};
