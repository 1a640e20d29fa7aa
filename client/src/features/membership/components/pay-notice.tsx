import { useTranslation } from 'react-i18next';
import form from '@/shared/ui/form.module.css';
import { PaymentWindowError } from '../api/toss';
import { ChangeNotice } from './change-notice';

interface PayNoticeProps {
  error: Error | null;
  /** The browser is about to leave for the result. */
  isLeaving: boolean;
  /** The window takes a card, and no payment yet. */
  isForCard: boolean;
}

/** Says how the last attempt to pay has ended. A buyer who closes the window made no mistake. */
export const PayNotice = ({ error, isLeaving, isForCard }: PayNoticeProps) => {
  const { t } = useTranslation();
  const words = isForCard ? 'subscription.checkout' : 'membership.checkout';
  if (isLeaving)
    return (
      <p className={form.text} role="status">
        {t(`${words}.leaving`)}
      </p>
    );
  if (error instanceof PaymentWindowError)
    return (
      <p className={form.notice} role={error.reason === 'closed' ? 'status' : 'alert'}>
        {t(`${words}.${error.reason}`)}
      </p>
    );
  return <ChangeNotice error={error} words={{ CONFLICT: t('membership.checkout.changed') }} />;
};
