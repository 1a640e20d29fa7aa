import type { Account } from '@maru/contracts/http/user/account';
import type { IdentityProvider } from '@maru/contracts/http/user/auth';
import { KeyRound, Mail } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useMe } from '@/shared/api/session-store';
import { Button } from '@/shared/ui/button';
import { ProviderChip } from '@/shared/ui/provider-mark';
import { Row, Section } from '@/shared/ui/settings-section';
import blocks from '@/shared/ui/settings-section.module.css';
import { useLinkIdentity, useUnlinkIdentity } from '../api/use-settings';
import { DeleteAccount } from './delete-account';
import { EmailDialog } from './email-dialog';
import { PasswordDialog } from './password-dialog';
import { useStepUpGuard } from './step-up';

const providers: IdentityProvider[] = ['kakao', 'google'];

/** The step-up dialog or a toast shows the error. */
const ignore = () => undefined;

/** The ways to sign in, and the deletion of the account. */
export const AccountSettings = ({ account, onDeleted }: { account: Account; onDeleted: () => void }) => {
  const { t } = useTranslation();
  const { email } = useMe();
  const [open, setOpen] = useState<'email' | 'password'>();
  const { hasPassword } = account;
  // A password without an e-mail address cannot be used to sign in.
  const needsEmail = !hasPassword && !email;
  const passwordState = needsEmail
    ? 'settings.account.passwordNeedsEmail'
    : hasPassword
      ? 'settings.account.hasPassword'
      : 'settings.account.noPassword';
  const passwordAction = needsEmail
    ? 'settings.account.addEmailFirst'
    : hasPassword
      ? 'settings.change'
      : 'settings.add';
  return (
    <>
      <Section title={t('settings.account.signIn')}>
        <div className={blocks.card}>
          <Row
            icon={<Mail size={18} />}
            label={t('auth.fields.email')}
            value={email ?? t('settings.account.noEmail')}
          >
            <Button variant="secondary" onClick={() => setOpen('email')}>
              {t(email ? 'settings.change' : 'settings.add')}
            </Button>
          </Row>
          <Row icon={<KeyRound size={18} />} label={t('auth.fields.password')} value={t(passwordState)}>
            <Button variant="secondary" onClick={() => setOpen(needsEmail ? 'email' : 'password')}>
              {t(passwordAction)}
            </Button>
          </Row>
        </div>
      </Section>
      <Section title={t('settings.account.linked')} text={t('settings.account.linkedText')}>
        <div className={blocks.card}>
          {providers.map((provider) => (
            <Provider key={provider} provider={provider} account={account} />
          ))}
        </div>
      </Section>
      <DeleteAccount onDeleted={onDeleted} />
      {open === 'email' ? <EmailDialog onClose={() => setOpen(undefined)} /> : null}
      {open === 'password' ? (
        <PasswordDialog hasPassword={account.hasPassword} onClose={() => setOpen(undefined)} />
      ) : null}
    </>
  );
};

const Provider = ({ provider, account }: { provider: IdentityProvider; account: Account }) => {
  const { t } = useTranslation();
  const guard = useStepUpGuard();
  const link = useLinkIdentity();
  const unlink = useUnlinkIdentity();
  const identity = account.identities.find((each) => each.provider === provider);
  const name = t(`auth.providers.names.${provider}`);
  const isLast = account.identities.length === 1 && !account.hasPassword;

  const startLink = () =>
    guard(() => link.mutateAsync(provider)).then(({ url }) => location.assign(url), ignore);
  const startUnlink = () =>
    guard(() => unlink.mutateAsync(provider)).then(
      () => toast.success(t('settings.account.unlinked', { provider: name })),
      ignore,
    );

  const state = identity
    ? (identity.email ?? t('settings.account.isLinked'))
    : t('settings.account.notLinked');
  return (
    <Row
      icon={<ProviderChip provider={provider} size={36} />}
      label={name}
      value={identity && isLast ? `${state} · ${t('settings.account.lastWay')}` : state}
    >
      {identity ? (
        <Button
          variant="secondary"
          disabled={isLast}
          isBusy={unlink.isPending}
          onClick={() => void startUnlink()}
        >
          {t('settings.account.unlink')}
        </Button>
      ) : (
        <Button variant="secondary" isBusy={link.isPending} onClick={() => void startLink()}>
          {t('settings.account.link')}
        </Button>
      )}
    </Row>
  );
};
