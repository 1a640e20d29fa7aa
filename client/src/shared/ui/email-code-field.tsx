import { limits } from '@maru/contracts/limits';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../api/api-error.js';
import { errorWords } from '../errors/error-words.js';
import { Button } from './button.js';
import { CodeInput } from './code-input.js';
import styles from './form.module.css';

interface EmailCodeFieldProps {
  value: string;
  onChange: (code: string) => void;
  /** Of what was tried with the code. */
  error: unknown;
  /** Seconds until a new code may be asked for. */
  seconds: number;
  isResending: boolean;
  onResend: () => void;
}

export const codeErrors = ['CODE_INCORRECT', 'CODE_EXPIRED'];

/** A code that was mailed, and the way to another one. */
export const EmailCodeField = (props: EmailCodeFieldProps) => {
  const { value, onChange, error, seconds, isResending, onResend } = props;
  const { t } = useTranslation();
  const isCodeError = codeErrors.includes(codeOf(error));
  return (
    <>
      <CodeInput
        label={t('auth.confirm.code')}
        length={limits.signUpCode.length}
        value={value}
        onChange={onChange}
        error={isCodeError && error ? errorWords(t, error) : undefined}
      />
      <div className={styles.aside}>
        <Button variant="ghost" onClick={onResend} disabled={seconds > 0} isBusy={isResending}>
          {seconds > 0 ? t('auth.confirm.resendIn', { seconds }) : t('auth.confirm.resend')}
        </Button>
      </div>
    </>
  );
};
