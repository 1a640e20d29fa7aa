import { useTranslation } from 'react-i18next';
import { formatDay } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { useRestoreAccount } from '../api/use-pending';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';

/** The account is going to be erased: it can still be kept. */
export const RestoreForm = ({ deletesAt }: { deletesAt: string }) => {
  const { t } = useTranslation();
  const restore = useRestoreAccount();
  return (
    <div className={styles.form}>
      <p className={styles.text}>{t('auth.restore.text', { day: formatDay(deletesAt) })}</p>
      <FormError error={restore.error} />
      <Button size="l" isWide isBusy={restore.isPending} onClick={() => restore.mutate()}>
        {t('auth.restore.submit')}
      </Button>
    </div>
  );
};
