import { zodResolver } from '@hookform/resolvers/zod';
import { email } from '@maru/contracts/email';
import { nickname } from '@maru/contracts/http/user/profiles';
import { newPassword } from '@maru/contracts/passwords';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '@/shared/ui/button';
import { PasswordField, TextField } from '@/shared/ui/text-field';
import { useSignUp } from '../api/use-auth';
import type { SignUpDraft } from '../model/sign-up-draft';
import { ConsentBoxes, hasRequired, noConsents } from './consent-boxes';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';
import { PasswordRules } from '@/shared/ui/password-rules';

const schema = z.object({ email, nickname, password: newPassword });

interface SignUpFormProps {
  draft: SignUpDraft;
  /** A code is on its way. */
  onStarted: (draft: SignUpDraft) => void;
}

export const SignUpForm = ({ draft, onStarted }: SignUpFormProps) => {
  const { t } = useTranslation();
  const signUp = useSignUp();
  const [consents, setConsents] = useState(noConsents);
  const { register, handleSubmit, control, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: '', nickname: '', password: '', ...draft },
  });
  const password = useWatch({ control, name: 'password' });
  const { errors, isSubmitted } = formState;
  const isConsentMissing = isSubmitted && !hasRequired(consents);

  const submit = handleSubmit((values) => {
    if (!hasRequired(consents)) return;
    const agreed = { terms: true, privacy: true, age14: true, marketing: consents.marketing } as const;
    signUp.mutate(
      { ...values, consents: agreed },
      { onSuccess: () => onStarted({ nickname: values.nickname }) },
    );
  });

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={t('auth.fields.nickname')}
        autoComplete="nickname"
        hint={t('auth.fields.nicknameHint')}
        error={errors.nickname && t('auth.fields.nicknameInvalid')}
        {...register('nickname')}
      />
      <TextField
        label={t('auth.fields.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        error={errors.email && t('auth.fields.emailInvalid')}
        {...register('email')}
      />
      <PasswordField
        label={t('auth.fields.password')}
        autoComplete="new-password"
        hint={<PasswordRules password={password} />}
        error={errors.password && t('auth.fields.passwordInvalid')}
        {...register('password')}
      />
      <ConsentBoxes
        value={consents}
        onChange={setConsents}
        error={isConsentMissing ? t('auth.consent.required') : undefined}
      />
      <FormError error={signUp.error} />
      <Button type="submit" size="l" isWide isBusy={signUp.isPending}>
        {t('auth.signUp.submit')}
      </Button>
    </form>
  );
};
