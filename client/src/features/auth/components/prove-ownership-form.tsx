import type { PendingSignIn } from '@maru/contracts/http/user/auth';
import { limits } from '@maru/contracts/limits';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, codeOf } from '@/shared/api/api-error';
import { errorWords } from '@/shared/errors/error-words';
import { useCountdown } from '@/shared/lib/use-countdown';
import { Button } from '@/shared/ui/button';
import { Segmented } from '@/shared/ui/segmented';
import { PasswordField } from '@/shared/ui/text-field';
import { useMailSignInCode, useProveOwnership } from '../api/use-pending';
import { codeErrors, EmailCodeField } from '@/shared/ui/email-code-field';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';

type Pending = Extract<PendingSignIn, { step: 'prove-ownership' }>;
type Method = 'password' | 'code';

/** There is an account with this address: its password, or a code that is mailed to it, links the provider. */
export const ProveOwnershipForm = ({ pending }: { pending: Pending }) => {
  const { t } = useTranslation();
  const prove = useProveOwnership();
  const mail = useMailSignInCode();
  const cooldown = useCountdown();
  const [method, setMethod] = useState<Method>('password');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');

  const send = () =>
    mail.mutate(pending.email, {
      onSuccess: ({ resendAfterMs }) => cooldown.start(resendAfterMs),
      onError: (error) => cooldown.start(error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0),
    });
  const choose = (next: Method) => {
    setMethod(next);
    prove.reset();
    if (next === 'code' && cooldown.seconds === 0) send();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate(method === 'password' ? { method, password } : { method, code }, {
      onError: (error) => (codeErrors.includes(codeOf(error)) ? setCode('') : undefined),
    });
  };

  const isWrongPassword = codeOf(prove.error) === 'PASSWORD_INCORRECT' && prove.error !== null;
  const isFieldError = isWrongPassword || codeErrors.includes(codeOf(prove.error));
  const isReady = method === 'password' ? password !== '' : code.length === limits.signUpCode.length;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className={styles.text}>
        {t('auth.ownership.text', {
          email: pending.email,
          provider: t(`auth.providers.names.${pending.provider}`),
        })}
      </p>
      <Segmented
        label={t('auth.ownership.method')}
        value={method}
        onChange={choose}
        options={[
          { value: 'password', label: t('auth.fields.password') },
          { value: 'code', label: t('auth.ownership.byMail') },
        ]}
      />
      {method === 'password' ? (
        <PasswordField
          label={t('auth.fields.password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={isWrongPassword ? errorWords(t, prove.error) : undefined}
        />
      ) : (
        <EmailCodeField
          value={code}
          onChange={setCode}
          error={prove.error}
          seconds={cooldown.seconds}
          isResending={mail.isPending}
          onResend={send}
        />
      )}
      <FormError error={isFieldError ? mail.error : (prove.error ?? mail.error)} />
      <Button type="submit" size="l" isWide isBusy={prove.isPending} disabled={!isReady}>
        {t('auth.ownership.submit')}
      </Button>
    </form>
  );
};
