import { email } from '@maru/contracts/email';
import { nickname } from '@maru/contracts/http/user/profiles';
import { newPassword } from '@maru/contracts/passwords';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { showInvalid } from '@/shared/lib/show-invalid';
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
  /** Called once the code is being mailed. */
  onStarted: (draft: SignUpDraft) => void;
}

export const SignUpForm = ({ draft, onStarted }: SignUpFormProps) => {
  const { t } = useTranslation();
  const signUp = useSignUp();
  const [consents, setConsents] = useState(noConsents);
  const [values, setValues] = useState({
    email: draft.email ?? '',
    nickname: draft.nickname ?? '',
    password: '',
  });
  const [wasTried, setWasTried] = useState(false);
  const isConsentMissing = wasTried && !hasRequired(consents);

  const field = (name: keyof typeof values, problem: string) => ({
    value: values[name],
    // Autofill changes several fields before the next render.
    onChange: ({ target }: { target: { value: string } }) =>
      setValues((known) => ({ ...known, [name]: target.value })),
    error: wasTried && !schema.shape[name].safeParse(values[name]).success ? problem : undefined,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { data } = schema.safeParse(values);
    if (!data || !hasRequired(consents)) return showInvalid(event.currentTarget, () => setWasTried(true));
    const agreed = { terms: true, privacy: true, age14: true, marketing: consents.marketing } as const;
    signUp.mutate({ ...data, consents: agreed }, { onSuccess: () => onStarted({ nickname: data.nickname }) });
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t('auth.fields.nickname')}
        autoComplete="nickname"
        hint={t('auth.fields.nicknameHint')}
        {...field('nickname', t('auth.fields.nicknameInvalid'))}
      />
      <TextField
        label={t('auth.fields.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        {...field('email', t('auth.fields.emailInvalid'))}
      />
      <PasswordField
        label={t('auth.fields.password')}
        autoComplete="new-password"
        hint={<PasswordRules password={values.password} />}
        {...field('password', t('auth.fields.passwordInvalid'))}
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
