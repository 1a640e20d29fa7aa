import { newPassword as passwordSchema, passwordRules, type PasswordRule } from '@maru/contracts/passwords';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { codeOf } from '@/shared/api/api-error';
import { errorWords } from '@/shared/errors/error-words';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { PasswordField } from '@/shared/ui/text-field';
import { useChangePassword } from '../api/use-settings';
import styles from './settings.module.css';
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
      // What went wrong stands in the form.
      () => undefined,
    );
  };

  const isCurrentWrong = codeOf(change.error) === 'PASSWORD_INCORRECT' && change.error !== null;
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
          hint={<MissingRules password={next} />}
          error={wasTried && !isValid ? t('auth.fields.passwordInvalid') : undefined}
        />
        {change.error && !isCurrentWrong && codeOf(change.error) !== 'STEP_UP_REQUIRED' ? (
          <p className={styles.error} role="alert">
            {errorWords(t, change.error)}
          </p>
        ) : null}
        <Button type="submit" size="l" isWide isBusy={change.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  );
};

// Object.keys loses the literal types of the object's keys.
const rules = Object.keys(passwordRules) as PasswordRule[];

const MissingRules = ({ password }: { password: string }) => {
  const { t } = useTranslation();
  const missing = rules.filter((rule) => !passwordRules[rule](password));
  return missing.map((rule) => t(`auth.rules.${rule}`)).join(' · ');
};
