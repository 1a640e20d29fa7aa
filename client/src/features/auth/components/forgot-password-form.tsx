import { limits } from '@maru/contracts/limits';
import { newPassword as passwordSchema } from '@maru/contracts/passwords';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { ApiError, codeOf } from '@/shared/api/api-error';
import { useCountdown } from '@/shared/lib/use-countdown';
import { Button } from '@/shared/ui/button';
import { EmailForm } from '@/shared/ui/email-form';
import { PasswordField } from '@/shared/ui/text-field';
import { useForgotPassword, useResetPassword, useSignIn } from '../api/use-auth';
import { codeErrors, EmailCodeField } from '@/shared/ui/email-code-field';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';
import { PasswordRules } from '@/shared/ui/password-rules';

interface ForgotPasswordFormProps {
  /** As typed on the page of signing in. */
  initialEmail: string | undefined;
  /** Signing in needs another step. */
  onContinue: () => void;
}

/** First the address, then the code that was mailed to it with a new password. */
export const ForgotPasswordForm = ({ initialEmail, onContinue }: ForgotPasswordFormProps) => {
  const { t } = useTranslation();
  const [email, setEmail] = useState<string>();
  const forgot = useForgotPassword();
  const cooldown = useCountdown();

  const mail = (address: string) =>
    forgot.mutate(address, {
      onSuccess: ({ resendAfterMs }) => {
        cooldown.start(resendAfterMs);
        setEmail(address);
      },
      onError: (error) => cooldown.start(error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0),
    });

  return email === undefined ? (
    <>
      <p className={styles.text}>{t('auth.forgot.text')}</p>
      <EmailForm
        label={t('auth.fields.email')}
        initialValue={initialEmail}
        submitLabel={t('auth.forgot.send')}
        isBusy={forgot.isPending}
        error={forgot.error}
        onSubmit={mail}
      />
    </>
  ) : (
    <NewPasswordForm
      email={email}
      seconds={cooldown.seconds}
      isResending={forgot.isPending}
      onResend={() => mail(email)}
      onContinue={onContinue}
    />
  );
};

interface NewPasswordFormProps {
  email: string;
  seconds: number;
  isResending: boolean;
  onResend: () => void;
  onContinue: () => void;
}

const NewPasswordForm = ({ email, onContinue, ...code }: NewPasswordFormProps) => {
  const { t } = useTranslation();
  const reset = useResetPassword();
  const signIn = useSignIn();
  const [digits, setDigits] = useState('');
  const [password, setPassword] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const isValid = passwordSchema.safeParse(password).success;
  const isReady = digits.length === limits.signUpCode.length && isValid;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (!isReady) return;
    reset.mutate(
      { email, code: digits, newPassword: password },
      {
        onSuccess: () => {
          toast.success(t('auth.forgot.done'));
          const onSuccess = ({ status }: { status: string }) =>
            status === 'continue' ? onContinue() : undefined;
          signIn.mutate({ email, password }, { onSuccess });
        },
        onError: (error) => (codeErrors.includes(codeOf(error)) ? setDigits('') : undefined),
      },
    );
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className={styles.text}>{t('auth.forgot.sent', { email })}</p>
      <EmailCodeField value={digits} onChange={setDigits} error={reset.error} {...code} />
      {/* Password managers store the pair. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <PasswordField
        label={t('auth.fields.newPassword')}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        hint={<PasswordRules password={password} />}
        error={wasTried && !isValid ? t('auth.fields.passwordInvalid') : undefined}
      />
      <FormError
        error={codeErrors.includes(codeOf(reset.error)) ? signIn.error : (reset.error ?? signIn.error)}
      />
      <Button
        type="submit"
        size="l"
        isWide
        isBusy={reset.isPending || signIn.isPending}
        disabled={digits.length < limits.signUpCode.length}
      >
        {t('auth.forgot.submit')}
      </Button>
    </form>
  );
};
