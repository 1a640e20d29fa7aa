import { email as emailSchema } from '@maru/contracts/email';
import type { PendingSignIn } from '@maru/contracts/http/user/auth';
import { nickname as nicknameSchema } from '@maru/contracts/http/user/profiles';
import { limits } from '@maru/contracts/limits';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, codeOf } from '@/shared/api/api-error';
import { useCountdown } from '@/shared/lib/use-countdown';
import { Button } from '@/shared/ui/button';
import { ProviderChip } from '@/shared/ui/provider-mark';
import { TextField } from '@/shared/ui/text-field';
import { useCompleteSignUp, useMailSignInCode } from '../api/use-pending';
import { ConsentBoxes, hasRequired, noConsents } from './consent-boxes';
import { codeErrors, EmailCodeField } from '@/shared/ui/email-code-field';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';

type Pending = Extract<PendingSignIn, { step: 'sign-up' }>;

/** The first time with a provider: nickname, consents and, where the provider gave none, an address or not. */
export const FinishSignUpForm = ({ pending }: { pending: Pending }) => {
  const { t } = useTranslation();
  const complete = useCompleteSignUp();
  const [nickname, setNickname] = useState(pending.suggestedNickname);
  const [consents, setConsents] = useState(noConsents);
  const [wasTried, setWasTried] = useState(false);
  const address = useAddress(pending.unverifiedEmail ?? '');
  const isNicknameValid = nicknameSchema.safeParse(nickname).success;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (!isNicknameValid || !hasRequired(consents) || !address.isReady) return;
    const agreed = { terms: true, privacy: true, age14: true, marketing: consents.marketing } as const;
    complete.mutate(
      { nickname, consents: agreed, proof: address.proof },
      { onError: (error) => (codeErrors.includes(codeOf(error)) ? address.setCode('') : undefined) },
    );
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className={styles.provider}>
        <ProviderChip provider={pending.provider} />
        {pending.email ?? t('auth.finish.via', { provider: t(`auth.providers.names.${pending.provider}`) })}
      </p>
      <TextField
        label={t('auth.fields.nickname')}
        autoComplete="nickname"
        hint={t('auth.fields.nicknameHint')}
        value={nickname}
        onChange={(event) => setNickname(event.target.value)}
        error={wasTried && !isNicknameValid ? t('auth.fields.nicknameInvalid') : undefined}
      />
      {pending.email ? null : <AddressField address={address} error={complete.error} />}
      <ConsentBoxes
        value={consents}
        onChange={setConsents}
        error={wasTried && !hasRequired(consents) ? t('auth.consent.required') : undefined}
      />
      <FormError error={codeErrors.includes(codeOf(complete.error)) ? undefined : complete.error} />
      <Button type="submit" size="l" isWide isBusy={complete.isPending}>
        {t('auth.finish.submit')}
      </Button>
    </form>
  );
};

/** An address that may be proven by a mailed code; left empty it is no obstacle. */
const useAddress = (initial: string) => {
  const mail = useMailSignInCode();
  const cooldown = useCountdown();
  const [email, setEmail] = useState(initial);
  const [mailedTo, setMailedTo] = useState<string>();
  const [code, setCode] = useState('');
  const parsed = emailSchema.safeParse(email);

  const send = () => {
    if (!parsed.success) return;
    mail.mutate(parsed.data, {
      onSuccess: ({ resendAfterMs }) => {
        setMailedTo(parsed.data);
        cooldown.start(resendAfterMs);
      },
      onError: (error) => cooldown.start(error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0),
    });
  };
  const isProven = mailedTo !== undefined && code.length === limits.signUpCode.length;
  return {
    email,
    setEmail: (value: string) => {
      setEmail(value);
      setMailedTo(undefined);
      setCode('');
    },
    isValid: parsed.success,
    mailedTo,
    code,
    setCode,
    send,
    isSending: mail.isPending,
    error: mail.error,
    seconds: cooldown.seconds,
    isReady: mailedTo === undefined || isProven,
    proof: isProven ? { email: mailedTo, code } : undefined,
  };
};

const AddressField = ({ address, error }: { address: ReturnType<typeof useAddress>; error: unknown }) => {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('auth.finish.email')}
        type="email"
        inputMode="email"
        autoComplete="email"
        hint={t('auth.finish.emailHint')}
        value={address.email}
        onChange={(event) => address.setEmail(event.target.value)}
        trailing={
          <Button
            variant="secondary"
            isBusy={address.isSending}
            disabled={!address.isValid || address.mailedTo !== undefined || address.seconds > 0}
            onClick={address.send}
          >
            {t('auth.finish.sendCode')}
          </Button>
        }
      />
      <FormError error={address.error} />
      {address.mailedTo ? (
        <EmailCodeField
          value={address.code}
          onChange={address.setCode}
          error={error}
          seconds={address.seconds}
          isResending={address.isSending}
          onResend={address.send}
        />
      ) : null}
    </>
  );
};
