import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useMe } from '@/shared/api/session-store';
import { formatDay } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { Section } from '@/shared/ui/settings-section';
import { useScheduleDeletion } from '../api/use-settings';
import styles from '@/shared/ui/form.module.css';
import { useStepUpGuard } from './step-up';

/** Leaving Maru: as few steps as joining, and seven days to think better of it. */
export const DeleteAccount = ({ onDeleted }: { onDeleted: () => void }) => {
  const { t } = useTranslation();
  const me = useMe();
  const guard = useStepUpGuard();
  const schedule = useScheduleDeletion();
  const [isAsking, setIsAsking] = useState(false);

  const confirm = () => {
    setIsAsking(false);
    guard(() => schedule.mutateAsync()).then(
      ({ deletesAt }) => {
        toast.success(t('settings.delete.done', { day: formatDay(deletesAt) }));
        onDeleted();
      },
      // The step-up dialog or a toast shows the error.
      () => undefined,
    );
  };
  return (
    <Section title={t('settings.delete.title')} text={t('settings.delete.text')}>
      <div className={styles.form} style={{ justifyItems: 'start' }}>
        <Button variant="danger" isBusy={schedule.isPending} onClick={() => setIsAsking(true)}>
          {t('settings.delete.button')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('settings.delete.ask', { name: me.nickname })}
        description={t('settings.delete.askText')}
        confirmLabel={t('settings.delete.button')}
        onConfirm={confirm}
        onClose={() => setIsAsking(false)}
      />
    </Section>
  );
};
