import { limits } from '@maru/contracts/limits';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '@/shared/api/api-error';
import { errorWords } from '@/shared/errors/error-words';
import { Button } from '@/shared/ui/button';
import { CodeInput } from '@/shared/ui/code-input';
import { TextField } from '@/shared/ui/text-field';
import { useProveSecondFactor } from '../api/use-pending';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';

/** The code of the authenticator app, or, without the app, a recovery code. */
export const TwoFactorForm = () => {
  const { t } = useTranslation();
  const prove = useProveSecondFactor();
  const [code, setCode] = useState('');
  const [isRecovery, setIsRecovery] = useState(false);
  const isWrong = codeOf(prove.error) === 'CODE_INCORRECT' && prove.error !== null;

  const submit = (value: string) => prove.mutate(value, { onError: () => setCode('') });
  const change = (value: string) => {
    setCode(value);
    if (!isRecovery && value.length === limits.signUpCode.length && !prove.isPending) submit(value);
  };
  const switchKind = () => {
    setIsRecovery(!isRecovery);
    setCode('');
    prove.reset();
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit(code);
      }}
      noValidate
    >
      <p className={styles.text}>{t(isRecovery ? 'auth.twoFactor.recoveryText' : 'auth.twoFactor.text')}</p>
      {isRecovery ? (
        <TextField
          label={t('auth.twoFactor.recoveryCode')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="abcde-fghij"
          value={code}
          onChange={(event) => change(event.target.value)}
          error={isWrong && !code ? errorWords(t, prove.error) : undefined}
        />
      ) : (
        <CodeInput
          label={t('auth.twoFactor.code')}
          length={limits.signUpCode.length}
          value={code}
          onChange={change}
          error={isWrong && !code ? errorWords(t, prove.error) : undefined}
        />
      )}
      <FormError error={isWrong ? undefined : prove.error} />
      <Button type="submit" size="l" isWide isBusy={prove.isPending} disabled={!code}>
        {t('auth.confirm.submit')}
      </Button>
      <Button variant="ghost" isWide onClick={switchKind}>
        {t(isRecovery ? 'auth.twoFactor.useApp' : 'auth.twoFactor.useRecovery')}
      </Button>
    </form>
  );
};
