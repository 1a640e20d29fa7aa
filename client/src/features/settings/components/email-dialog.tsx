import { email as emailSchema } from '@maru/contracts/http/user/auth';
import { limits } from '@maru/contracts/limits';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { errorWords } from '@/shared/errors/error-words';
import { useCountdown } from '@/shared/lib/use-countdown';
import { Button } from '@/shared/ui/button';
import { CodeInput } from '@/shared/ui/code-input';
import { Dialog } from '@/shared/ui/dialog';
import { TextField } from '@/shared/ui/text-field';
import { useConfirmEmailChange, useRequestEmailChange } from '../api/use-settings';
import styles from './settings.module.css';
import { useStepUpGuard } from './step-up';

/** A new address, then the code that was mailed to it. */
export const EmailDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const guard = useStepUpGuard();
  const request = useRequestEmailChange();
  const cooldown = useCountdown();
  const [mailedTo, setMailedTo] = useState<string>();

  const send = (address: string) =>
    guard(() => request.mutateAsync(address)).then(
      ({ resendAfterMs }) => {
        setMailedTo(address);
        cooldown.start(resendAfterMs);
      },
      // What went wrong stands in the form.
      () => undefined,
    );
  return (
    <Dialog
      isOpen
      title={t('settings.email.title')}
      description={mailedTo ? t('auth.confirm.text', { email: mailedTo }) : t('settings.email.text')}
      onClose={onClose}
    >
      {mailedTo ? (
        <CodeForm
          email={mailedTo}
          seconds={cooldown.seconds}
          onResend={() => void send(mailedTo)}
          onDone={() => {
            toast.success(t('settings.email.done'));
            onClose();
          }}
        />
      ) : (
        <AddressForm
          error={request.error}
          isBusy={request.isPending}
          onSubmit={(address) => void send(address)}
        />
      )}
    </Dialog>
  );
};

const AddressForm = (props: { error: unknown; isBusy: boolean; onSubmit: (email: string) => void }) => {
  const { t } = useTranslation();
  const [value, setValue] = useState('');
  const [isInvalid, setIsInvalid] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = emailSchema.safeParse(value);
    setIsInvalid(!parsed.success);
    if (parsed.success) props.onSubmit(parsed.data);
  };
  const problem = props.error ? errorWords(t, props.error) : undefined;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={t('settings.email.new')}
        type="email"
        inputMode="email"
        autoComplete="email"
        value={value}
        onChange={(event) => setValue(event.target.value)}
        error={isInvalid ? t('auth.fields.emailInvalid') : problem}
      />
      <Button type="submit" size="l" isWide isBusy={props.isBusy}>
        {t('settings.email.send')}
      </Button>
    </form>
  );
};

interface CodeFormProps {
  email: string;
  seconds: number;
  onResend: () => void;
  onDone: () => void;
}

const CodeForm = ({ email, seconds, onResend, onDone }: CodeFormProps) => {
  const { t } = useTranslation();
  const confirm = useConfirmEmailChange();
  const [code, setCode] = useState('');
  const change = (digits: string) => {
    setCode(digits);
    if (digits.length < limits.signUpCode.length || confirm.isPending) return;
    confirm.mutate({ email, code: digits }, { onSuccess: onDone, onError: () => setCode('') });
  };
  return (
    <div className={styles.form}>
      <CodeInput
        label={t('auth.confirm.code')}
        length={limits.signUpCode.length}
        value={code}
        onChange={change}
        error={confirm.error && !code ? errorWords(t, confirm.error) : undefined}
      />
      <Button variant="ghost" isWide disabled={seconds > 0} isBusy={confirm.isPending} onClick={onResend}>
        {seconds > 0 ? t('auth.confirm.resendIn', { seconds }) : t('auth.confirm.resend')}
      </Button>
    </div>
  );
};
