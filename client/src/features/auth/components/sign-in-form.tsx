import { email } from '@maru/contracts/email';
import { currentPassword } from '@maru/contracts/passwords';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { z } from 'zod';
import { showInvalid } from '@/shared/lib/show-invalid';
import { Button } from '@/shared/ui/button';
import { PasswordField, TextField } from '@/shared/ui/text-field';
import { useSignIn } from '../api/use-auth';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';

const schema = z.object({ email, password: currentPassword });

interface SignInFormProps {
  forgotPath: string;
  /** The account waits for the code that confirms its sign-up. */
  onConfirm: () => void;
  /** Another step is needed. */
  onContinue: () => void;
}

/** The route guards notice the session that a successful sign-in opens. */
export const SignInForm = ({ forgotPath, onConfirm, onContinue }: SignInFormProps) => {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const [address, setAddress] = useState('');
  const [password, setPassword] = useState('');
  const [wasTried, setWasTried] = useState(false);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { data } = schema.safeParse({ email: address, password });
    if (!data) return showInvalid(event.currentTarget, () => setWasTried(true));
    signIn.mutate(data, {
      onSuccess: ({ status }) => {
        if (status === 'confirm-sign-up') onConfirm();
        if (status === 'continue') onContinue();
      },
    });
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t('auth.fields.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        value={address}
        onChange={(event) => setAddress(event.target.value)}
        error={wasTried && !email.safeParse(address).success ? t('auth.fields.emailInvalid') : undefined}
      />
      <PasswordField
        label={t('auth.fields.password')}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={
          wasTried && !currentPassword.safeParse(password).success
            ? t('auth.fields.passwordMissing')
            : undefined
        }
      />
      <Link to={forgotPath} state={{ email: address }} className={styles.forgot}>
        {t('auth.signIn.forgot')}
      </Link>
      <FormError error={signIn.error} />
      <Button type="submit" size="l" isWide isBusy={signIn.isPending}>
        {t('auth.signIn.submit')}
      </Button>
    </form>
  );
};
