import type { Account } from '@maru/contracts/http/user/account';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { Row, Section } from '@/shared/ui/settings-section';
import blocks from '@/shared/ui/settings-section.module.css';
import { useEndTwoFactor, useRemakeRecoveryCodes, useStartTwoFactor } from '../api/use-settings';
import { RecoveryCodesDialog } from './recovery-codes-dialog';
import { useStepUpGuard } from './step-up';
import { TwoFactorDialog } from './two-factor-dialog';

type Open =
  { kind: 'set-up'; secret: string; uri: string } | { kind: 'codes'; codes: string[] } | { kind: 'end' };

/** The step-up dialog or a toast shows the error. */
const ignore = () => undefined;

/** The authenticator app and its recovery codes. */
export const TwoFactorSettings = ({ account }: { account: Account }) => {
  const { t } = useTranslation();
  const guard = useStepUpGuard();
  const start = useStartTwoFactor();
  const remake = useRemakeRecoveryCodes();
  const end = useEndTwoFactor();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);

  const begin = () =>
    guard(() => start.mutateAsync()).then((secrets) => setOpen({ kind: 'set-up', ...secrets }), ignore);
  const renew = () =>
    guard(() => remake.mutateAsync()).then(
      ({ recoveryCodes }) => setOpen({ kind: 'codes', codes: recoveryCodes }),
      ignore,
    );
  const turnOff = () => {
    close();
    guard(() => end.mutateAsync()).then(() => void toast.success(t('settings.twoFactor.isOff')), ignore);
  };

  return (
    <Section title={t('settings.twoFactor.title')} text={t('settings.twoFactor.text')}>
      <div className={blocks.card}>
        <Row
          icon={<ShieldCheck size={18} aria-hidden="true" />}
          label={
            <>
              {t('settings.twoFactor.app')}
              {account.hasTwoFactor ? <span className={blocks.badge}>{t('settings.on')}</span> : null}
            </>
          }
          value={
            account.hasTwoFactor
              ? t('settings.twoFactor.codesLeft', { count: account.recoveryCodesLeft })
              : t('settings.off')
          }
        >
          {account.hasTwoFactor ? (
            <>
              <Button variant="secondary" isBusy={remake.isPending} onClick={() => void renew()}>
                {t('settings.twoFactor.remake')}
              </Button>
              <Button variant="secondary" isBusy={end.isPending} onClick={() => setOpen({ kind: 'end' })}>
                {t('settings.twoFactor.turnOff')}
              </Button>
            </>
          ) : (
            <Button isBusy={start.isPending} onClick={() => void begin()}>
              {t('settings.twoFactor.turnOn')}
            </Button>
          )}
        </Row>
      </div>
      {open?.kind === 'set-up' ? (
        <TwoFactorDialog
          secret={open.secret}
          uri={open.uri}
          onClose={close}
          onDone={(codes) => setOpen({ kind: 'codes', codes })}
        />
      ) : null}
      {open?.kind === 'codes' ? <RecoveryCodesDialog codes={open.codes} onClose={close} /> : null}
      <ConfirmDialog
        isOpen={open?.kind === 'end'}
        title={t('settings.twoFactor.turnOffTitle')}
        description={t('settings.twoFactor.turnOffText')}
        confirmLabel={t('settings.twoFactor.turnOff')}
        onConfirm={turnOff}
        onClose={close}
      />
    </Section>
  );
};
