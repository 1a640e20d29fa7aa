import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { email } from '@maru/contracts/email';
import { currentPassword } from '@maru/contracts/passwords';
import { z } from 'zod';
import { Button } from '@/shared/ui/button';
import { PasswordField, TextField } from '@/shared/ui/text-field';
import { useSignIn } from '../api/use-auth';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';

const schema = z.object({ email, password: currentPassword });

interface SignInFormProps {
  forgotPath: string;
  /** The account waits for the code of its sign-up. */
  onConfirm: () => void;
  /** Another step is needed. */
  onContinue: () => void;
}

/** Signing in itself is seen by the guards. */
export const SignInForm = ({ forgotPath, onConfirm, onContinue }: SignInFormProps) => {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const { register, handleSubmit, control, formState } = useForm({ resolver: zodResolver(schema) });
  const email = useWatch({ control, name: 'email' });

  const submit = handleSubmit((values) =>
    signIn.mutate(values, {
      onSuccess: ({ status }) => {
        if (status === 'confirm-sign-up') onConfirm();
        if (status === 'continue') onContinue();
      },
    }),
  );

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={t('auth.fields.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        error={formState.errors.email && t('auth.fields.emailInvalid')}
        {...register('email')}
      />
      <PasswordField
        label={t('auth.fields.password')}
        autoComplete="current-password"
        error={formState.errors.password && t('auth.fields.passwordMissing')}
        {...register('password')}
      />
      <Link to={forgotPath} state={{ email }} className={styles.forgot}>
        {t('auth.signIn.forgot')}
      </Link>
      <FormError error={signIn.error} />
      <Button type="submit" size="l" isWide isBusy={signIn.isPending}>
        {t('auth.signIn.submit')}
      </Button>
    </form>
  );
};
