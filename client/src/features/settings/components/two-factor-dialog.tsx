import { limits } from '@maru/contracts/limits';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '@/shared/errors/error-words';
import { CodeInput } from '@/shared/ui/code-input';
import { Dialog } from '@/shared/ui/dialog';
import { useConfirmTwoFactor } from '../api/use-settings';
import styles from './settings.module.css';
import { useStepUpGuard } from './step-up';

interface TwoFactorDialogProps {
  secret: string;
  uri: string;
  onDone: (recoveryCodes: string[]) => void;
  onClose: () => void;
}

const grouped = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

/** The secret for the authenticator app, and the code that proves that it arrived there. */
export const TwoFactorDialog = ({ secret, uri, onDone, onClose }: TwoFactorDialogProps) => {
  const { t } = useTranslation();
  const guard = useStepUpGuard();
  const confirm = useConfirmTwoFactor();
  const [code, setCode] = useState('');

  const change = (digits: string) => {
    setCode(digits);
    if (digits.length < limits.signUpCode.length || confirm.isPending) return;
    guard(() => confirm.mutateAsync(digits)).then(
      ({ recoveryCodes }) => onDone(recoveryCodes),
      () => setCode(''),
    );
  };
  return (
    <Dialog
      isOpen
      title={t('settings.twoFactor.setUp')}
      description={t('settings.twoFactor.setUpText')}
      onClose={onClose}
    >
      <div className={styles.qr}>
        <QRCodeSVG value={uri} size={184} level="M" title={t('settings.twoFactor.qr')} />
        <code className={styles.secret}>{grouped(secret)}</code>
      </div>
      <CodeInput
        label={t('settings.twoFactor.enterCode')}
        length={limits.signUpCode.length}
        value={code}
        onChange={change}
        disabled={confirm.isPending}
        error={confirm.error && !code ? errorWords(t, confirm.error) : undefined}
      />
    </Dialog>
  );
};
