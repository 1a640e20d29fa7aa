import { AudioLines, Gem, IdCard, LogOut, Palette, ShieldCheck, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths, settingsSections, type SettingsSection } from '@/shared/config/paths';
import { SettingsAction, SettingsLayout } from '@/shared/ui/settings-layout';

const icons = {
  profile: IdCard,
  account: UserRound,
  membership: Gem,
  security: ShieldCheck,
  voice: AudioLines,
  display: Palette,
} as const;

interface SettingsPageProps {
  section: SettingsSection | undefined;
  onClose: () => void;
  onSignOut: () => void;
  children: ReactNode;
}

/** A person's own settings. */
export const SettingsPage = ({ section, onClose, onSignOut, children }: SettingsPageProps) => {
  const { t } = useTranslation();
  const places = settingsSections.map((each) => ({
    id: each,
    label: t(`settings.sections.${each}`),
    icon: icons[each],
    to: paths.settings.to(each),
  }));
  return (
    <SettingsLayout
      title={t('settings.title')}
      groups={[{ id: 'mine', places }]}
      section={section}
      listPath={paths.settings.to()}
      onClose={onClose}
      footer={<SettingsAction icon={LogOut} label={t('auth.signOut')} onSelect={onSignOut} />}
    >
      {children}
    </SettingsLayout>
  );
};
