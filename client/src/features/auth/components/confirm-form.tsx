import type { PendingSignUp } from '@maru/contracts/http/user/auth';
import { limits } from '@maru/contracts/limits';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { toast } from 'sonner';
import { ApiError, codeOf } from '@/shared/api/api-error';
import { paths } from '@/shared/config/paths';
import { errorWords } from '@/shared/errors/error-words';
import { useCountdown } from '@/shared/lib/use-countdown';
import { Button } from '@/shared/ui/button';
import { CodeInput } from '@/shared/ui/code-input';
import { useConfirmSignUp, useResendCode } from '../api/use-auth';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';

const codeErrors = ['CODE_INCORRECT', 'CODE_EXPIRED'];

interface ConfirmFormProps {
  pending: PendingSignUp;
  /** The address was mistyped. */
  onChangeEmail: () => void;
}

/** The code from the mail; sends itself once all digits are there. */
export const ConfirmForm = ({ pending, onChangeEmail }: ConfirmFormProps) => {
  const { t } = useTranslation();
  const confirm = useConfirmSignUp();
  const resend = useResendCode();
  const [code, setCode] = useState('');
  const cooldown = useCountdown(pending.resendAfterMs);
  const isCodeError = codeErrors.includes(codeOf(confirm.error));
  const isSuperseded = codeOf(confirm.error ?? resend.error) === 'SIGN_UP_SUPERSEDED';

  const submit = (digits: string) =>
    confirm.mutate(
      { pending, code: digits },
      { onError: (error) => codeErrors.includes(codeOf(error)) && setCode('') },
    );

  const change = (digits: string) => {
    setCode(digits);
    if (digits.length === limits.signUpCode.length && !confirm.isPending) submit(digits);
  };

  const sendAgain = () =>
    resend.mutate(pending, {
      onSuccess: ({ resendAfterMs }) => {
        cooldown.start(resendAfterMs);
        toast.success(t('auth.confirm.resent'));
      },
      onError: (error) => cooldown.start(error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0),
    });

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit(code);
      }}
    >
      <p className={styles.text}>{t('auth.confirm.text', { email: pending.email })}</p>
      <button type="button" className={styles.inlineAction} onClick={onChangeEmail}>
        {t('auth.confirm.changeEmail')}
      </button>
      <CodeInput
        label={t('auth.confirm.code')}
        length={limits.signUpCode.length}
        value={code}
        onChange={change}
        error={isCodeError && !code ? errorWords(t, confirm.error) : undefined}
      />
      <FormError error={isCodeError ? undefined : (confirm.error ?? resend.error)} />
      <Button
        type="submit"
        size="l"
        isWide
        isBusy={confirm.isPending}
        disabled={code.length < limits.signUpCode.length}
      >
        {t('auth.confirm.submit')}
      </Button>
      <div className={styles.aside}>
        {isSuperseded ? (
          <Link to={paths.signUp.to()}>{t('auth.confirm.restart')}</Link>
        ) : (
          <>
            <p>{t('auth.confirm.spam')}</p>
            <Button
              variant="ghost"
              onClick={sendAgain}
              disabled={cooldown.seconds > 0}
              isBusy={resend.isPending}
            >
              {cooldown.seconds > 0
                ? t('auth.confirm.resendIn', { seconds: cooldown.seconds })
                : t('auth.confirm.resend')}
            </Button>
          </>
        )}
      </div>
    </form>
  );
};
