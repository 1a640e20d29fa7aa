import '../../i18n/words';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useOpenCall } from '../call-context';

/** Tells an end that the person did not choose, unless the page of the call is shown: it says so itself. */
export const useEndToast = (isShown: boolean): void => {
  const { t } = useTranslation();
  const { endReason } = useOpenCall().snapshot;
  useEffect(() => {
    if (endReason && !isShown) toast.info(t(`calls.ended.${endReason}`), { id: 'call-ended' });
    // Opening another page later is no reason to tell it again.
    // eslint-disable-next-line react/exhaustive-deps
  }, [endReason]);
};
