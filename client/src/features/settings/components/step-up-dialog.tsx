import type { Account } from '@maru/contracts/http/user/account';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/api-error';
import { useMe } from '@/shared/api/session-store';
import { errorWords } from '@/shared/errors/error-words';
import { useCountdown } from '@/shared/lib/use-countdown';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';
import { PasswordField, TextField } from '@/shared/ui/text-field';
import { useMailStepUpCode, useStepUp, useStepUpWithProvider } from '../api/use-settings';

interface StepUpDialogProps {
  account: Account;
  onProven: () => void;
  onClose: () => void;
}

type Way = 'two-factor' | 'password' | 'mail' | 'provider';

/** The strongest proof that the person can give: the service takes nothing less than the second factor where it is on. */
const wayOf = ({ hasTwoFactor, hasPassword }: Account, hasEmail: boolean): Way => {
  if (hasTwoFactor) return 'two-factor';
  if (hasPassword) return 'password';
  return hasEmail ? 'mail' : 'provider';
};

export const StepUpDialog = ({ account, onProven, onClose }: StepUpDialogProps) => {
  const { t } = useTranslation();
  const way = wayOf(account, useMe().email !== null);
  return (
    <Dialog
      isOpen
      title={t('settings.stepUp.title')}
      description={t(`settings.stepUp.${way}`)}
      onClose={onClose}
    >
      {way === 'provider' ? (
        <ProviderProof account={account} />
      ) : (
        <SecretProof way={way} onProven={onProven} />
      )}
    </Dialog>
  );
};

const ProviderProof = ({ account }: { account: Account }) => {
  const { t } = useTranslation();
  const visit = useStepUpWithProvider();
  return (
    <div className={styles.form}>
      {account.identities.map(({ provider }) => (
        <Button key={provider} isWide isBusy={visit.isPending} onClick={() => visit.mutate(provider)}>
          {t('settings.stepUp.with', { provider: t(`auth.providers.names.${provider}`) })}
        </Button>
      ))}
      <FormError error={visit.error} />
    </div>
  );
};

const SecretProof = ({ way, onProven }: { way: Exclude<Way, 'provider'>; onProven: () => void }) => {
  const { t } = useTranslation();
  const [secret, setSecret] = useState('');
  const prove = useStepUp();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!secret) return;
    const proof = way === 'password' ? { method: way, password: secret } : { method: way, code: secret };
    // Which of the three it is, TypeScript can't tell from the union of `way`.
    prove.mutate(proof as Parameters<typeof prove.mutate>[0], { onSuccess: onProven });
  };
  const error = prove.error ? errorWords(t, prove.error) : undefined;
  const change = (event: { target: { value: string } }) => setSecret(event.target.value);
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {way === 'mail' ? <MailCode /> : null}
      {way === 'password' ? (
        <PasswordField
          label={t('auth.fields.password')}
          autoComplete="current-password"
          value={secret}
          onChange={change}
          error={error}
        />
      ) : (
        <TextField
          label={t(way === 'mail' ? 'auth.confirm.code' : 'settings.stepUp.code')}
          autoComplete="one-time-code"
          value={secret}
          onChange={change}
          error={error}
        />
      )}
      <Button type="submit" size="l" isWide isBusy={prove.isPending} disabled={!secret}>
        {t('settings.stepUp.submit')}
      </Button>
    </form>
  );
};

const MailCode = () => {
  const { t } = useTranslation();
  const mail = useMailStepUpCode();
  const cooldown = useCountdown();
  const send = () =>
    mail.mutate(undefined, {
      onSuccess: ({ resendAfterMs }) => cooldown.start(resendAfterMs),
      onError: (error) => cooldown.start(error instanceof ApiError ? (error.retryAfterMs ?? 0) : 0),
    });
  return (
    <>
      <Button
        variant="secondary"
        isWide
        isBusy={mail.isPending}
        disabled={cooldown.seconds > 0}
        onClick={send}
      >
        {cooldown.seconds > 0
          ? t('auth.confirm.resendIn', { seconds: cooldown.seconds })
          : t('settings.stepUp.sendCode')}
      </Button>
      <FormError error={mail.error} />
    </>
  );
};
