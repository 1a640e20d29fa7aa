import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useNavigate, useParams } from 'react-router-dom';
import { z } from 'zod';
import { useSignOut } from '@/features/auth/api/use-auth';
import { ProfileEditor } from '@/features/profiles/components/profile-editor';
import { useAccount } from '@/features/settings/api/use-settings';
import { AccountSettings } from '@/features/settings/components/account-settings';
import { DisplaySettings } from '@/features/settings/components/display-settings';
import { SecuritySettings } from '@/features/settings/components/security-settings';
import { SettingsPage } from '@/features/settings/components/settings-page';
import { StepUpProvider } from '@/features/settings/components/step-up';
import { closeSessionInAllTabs } from '@/shared/api/session-store';
import { paths, settingsSections, type SettingsSection } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { LazyPart } from '@/shared/ui/lazy-part';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { useVisitResult } from './use-visit-result';

/** Loaded on demand, with the texts and devices of calls. */
const VoiceSettingsPage = lazy(async () => {
  const { VoiceSettingsPage: Page } = await import('@/features/calls/components/devices/voice-settings-page');
  return { default: Page };
});

/** Loaded on demand, with the texts and components of payments. */
const MembershipSection = lazy(async () => {
  const { MembershipSection: Page } = await import('./membership-section');
  return { default: Page };
});

const fromSchema = z.object({ from: z.string() });

export const Component = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { state } = useLocation();
  const { section } = useParams();
  const signOut = useSignOut();
  const known = settingsSections.find((each) => each === section);
  useVisitResult();
  useDocumentTitle(t('settings.title'));
  const isPhone = useIsPhone();
  // The router's state is untyped; it is handed on as it came.
  if (!known && !(isPhone && !section))
    return <Navigate to={paths.settings.to('profile')} state={state as unknown} replace />;

  const from = fromSchema.safeParse(state);
  const close = () => void navigate(from.success ? from.data.from : paths.servers.to(), { replace: true });
  return (
    <SettingsPage section={known} onClose={close} onSignOut={() => signOut.mutate()}>
      {known ? <Content section={known} /> : null}
    </SettingsPage>
  );
};

const Content = ({ section }: { section: SettingsSection }) => {
  if (section === 'profile') return <ProfileEditor />;
  if (section === 'display') return <DisplaySettings />;
  if (section === 'voice')
    return (
      <LazyPart placeholder={<SectionSkeleton />}>
        <VoiceSettingsPage />
      </LazyPart>
    );
  if (section === 'membership')
    return (
      <LazyPart placeholder={<SectionSkeleton />}>
        <MembershipSection />
      </LazyPart>
    );
  return <AccountContent section={section} />;
};

const AccountContent = ({ section }: { section: 'account' | 'security' }) => {
  const { data: account, error, refetch } = useAccount();
  if (error && !account) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!account) return <SectionSkeleton />;
  return (
    <StepUpProvider account={account}>
      {section === 'account' ? (
        <AccountSettings account={account} onDeleted={() => closeSessionInAllTabs('account-deleted')} />
      ) : (
        <SecuritySettings account={account} />
      )}
    </StepUpProvider>
  );
};
