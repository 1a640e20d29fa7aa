import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { FormError } from '@/shared/ui/form-error';
import form from '@/shared/ui/form.module.css';
import { useDowngrade } from '../../api/subscription';
import { formatFirstDay, formatLastDay, formatWon } from '../korean-format';
import { usePlanWords } from '../use-plan-words';
import type { PlanDialogProps } from './plan-dialog-props';

/** Says from when the smaller plan holds, and what it costs; nothing is charged now. */
export const DowngradeDialog = ({ subscription, to, monthly, onClose }: PlanDialogProps) => {
  const { t } = useTranslation();
  const { nameOf } = usePlanWords();
  const { plan, paidUntil } = subscription;
  const words = { day: formatFirstDay(paidUntil), plan: nameOf(to) };
  const downgrade = useDowngrade(() => {
    toast.success(t('subscription.downgrade.done', words));
    onClose();
  });
  return (
    <Dialog
      isOpen
      title={t('subscription.downgrade.title', { plan: nameOf(to) })}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t('subscription.downgrade.keep')}
          </Button>
          <Button isBusy={downgrade.isPending} onClick={() => downgrade.mutate(to)}>
            {t('subscription.downgrade.submit')}
          </Button>
        </>
      }
    >
      <p>{t('subscription.downgrade.text', { day: formatLastDay(paidUntil), plan: nameOf(plan) })}</p>
      {monthly ? (
        <p className={form.text}>
          {t('subscription.downgrade.after', { ...words, amount: formatWon(monthly) })}
        </p>
      ) : null}
      <FormError error={downgrade.error} />
    </Dialog>
  );
};
