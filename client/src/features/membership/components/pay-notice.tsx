import { useTranslation } from 'react-i18next';
import { codeOf } from '@/shared/api/api-error';
import { FormError } from '@/shared/ui/form-error';
import form from '@/shared/ui/form.module.css';
import { PaymentWindowError } from '../api/toss';

interface PayNoticeProps {
  error: Error | null;
  /** The browser is about to leave for the result. */
  isLeaving: boolean;
}

/** Says how the last attempt to pay has ended. A buyer who closes the window made no mistake. */
export const PayNotice = ({ error, isLeaving }: PayNoticeProps) => {
  const { t } = useTranslation();
  if (isLeaving)
    return (
      <p className={form.text} role="status">
        {t('membership.checkout.leaving')}
      </p>
    );
  if (error instanceof PaymentWindowError)
    return (
      <p className={form.notice} role={error.reason === 'closed' ? 'status' : 'alert'}>
        {t(`membership.checkout.${error.reason}`)}
      </p>
    );
  if (codeOf(error) === 'CONFLICT')
    return (
      <p className={form.notice} role="alert">
        {t('membership.checkout.changed')}
      </p>
    );
  return <FormError error={error} />;
};
