import { newPassword as passwordSchema } from '@maru/contracts/passwords';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { codeOf } from '@/shared/api/api-error';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';
import { PasswordRules } from '@/shared/ui/password-rules';
import { PasswordField } from '@/shared/ui/text-field';
import { useChangePassword } from '../api/use-settings';
import { useStepUpGuard } from './step-up';

/** Changing the password, or choosing the first one. */
export const PasswordDialog = ({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) => {
  const { t } = useTranslation();
  const guard = useStepUpGuard();
  const change = useChangePassword();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const isValid = passwordSchema.safeParse(next).success;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (!isValid || (hasPassword && !current)) return;
    const body = { newPassword: next, ...(hasPassword ? { currentPassword: current } : {}) };
    guard(() => change.mutateAsync(body)).then(
      () => {
        toast.success(t('settings.password.done'));
        onClose();
      },
      // The form shows the error.
      () => undefined,
    );
  };

  const isCurrentWrong = codeOf(change.error) === 'PASSWORD_INCORRECT' && change.error !== null;
  const isElsewhere = isCurrentWrong || codeOf(change.error) === 'STEP_UP_REQUIRED';
  return (
    <Dialog
      isOpen
      title={t(hasPassword ? 'settings.password.change' : 'settings.password.set')}
      description={t('settings.password.text')}
      onClose={onClose}
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        {hasPassword ? (
          <PasswordField
            label={t('settings.password.current')}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
            error={isCurrentWrong ? t('errors.PASSWORD_INCORRECT') : undefined}
          />
        ) : null}
        <PasswordField
          label={t('auth.fields.newPassword')}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.target.value)}
          hint={<PasswordRules password={next} />}
          error={wasTried && !isValid ? t('auth.fields.passwordInvalid') : undefined}
        />
        <FormError error={isElsewhere ? undefined : change.error} />
        <Button type="submit" size="l" isWide isBusy={change.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  );
};
