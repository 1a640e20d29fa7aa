import { limits } from '@maru/contracts/limits';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { codeOf } from '@/shared/api/api-error';
import { useCountdown } from '@/shared/lib/use-countdown';
import { Dialog } from '@/shared/ui/dialog';
import { codeErrors, EmailCodeField } from '@/shared/ui/email-code-field';
import { EmailForm } from '@/shared/ui/email-form';
import { FormError } from '@/shared/ui/form-error';
import styles from '@/shared/ui/form.module.css';
import { useConfirmEmailChange, useRequestEmailChange } from '../api/use-settings';
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
      // The form shows the error.
      () => undefined,
    );
  // The dialog that asks who one is stands above this one.
  const isAsked = codeOf(request.error) === 'STEP_UP_REQUIRED';
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
        <EmailForm
          label={t('settings.email.new')}
          submitLabel={t('settings.email.send')}
          error={isAsked ? undefined : request.error}
          isBusy={request.isPending}
          onSubmit={(address) => void send(address)}
        />
      )}
    </Dialog>
  );
};

interface CodeFormProps {
  email: string;
  seconds: number;
  onResend: () => void;
  onDone: () => void;
}

const CodeForm = ({ email, seconds, onResend, onDone }: CodeFormProps) => {
  const confirm = useConfirmEmailChange();
  const [code, setCode] = useState('');
  const change = (digits: string) => {
    setCode(digits);
    if (digits.length < limits.signUpCode.length || confirm.isPending) return;
    confirm.mutate({ email, code: digits }, { onSuccess: onDone, onError: () => setCode('') });
  };
  return (
    <div className={styles.form}>
      <EmailCodeField
        value={code}
        onChange={change}
        error={code ? undefined : confirm.error}
        seconds={seconds}
        isResending={confirm.isPending}
        onResend={onResend}
      />
      <FormError error={codeErrors.includes(codeOf(confirm.error)) ? undefined : confirm.error} />
    </div>
  );
};
