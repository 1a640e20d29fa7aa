import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useMe } from '@/shared/api/session-store';
import { errorWords } from '@/shared/errors/error-words';
import { currentLocale, setLocale } from '@/shared/i18n/i18n';
import { setTheme, useTheme } from '@/shared/lib/theme';
import { Avatar } from '@/shared/ui/avatar';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { Segmented } from '@/shared/ui/segmented';
import { useSignOut, useSignOutEverywhere } from '../api/use-auth';
import styles from './settings-dialog.module.css';

export const SettingsDialog = ({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) => {
  const { t } = useTranslation();
  const me = useMe();
  const theme = useTheme((state) => state.theme);
  const signOut = useSignOut();
  const signOutEverywhere = useSignOutEverywhere();

  const endAll = () =>
    signOutEverywhere.mutate(undefined, {
      onSuccess: () => toast.success(t('auth.signOutEverywhereDone')),
      onError: (error) => toast.error(errorWords(t, error)),
    });

  return (
    <Dialog title={t('auth.settings.title')} isOpen={isOpen} onClose={onClose}>
      <section className={styles.person} aria-label={t('auth.settings.account')}>
        <Avatar id={me.userId} name={me.nickname} url={me.avatarUrl} size={52} />
        <div className={styles.names}>
          <b>{me.nickname}</b>
          <span>{me.email}</span>
        </div>
      </section>
      <Segmented
        label={t('auth.settings.theme')}
        value={theme}
        onChange={setTheme}
        options={[
          { value: 'system', label: t('auth.settings.themeSystem') },
          { value: 'light', label: t('auth.settings.themeLight') },
          { value: 'dark', label: t('auth.settings.themeDark') },
        ]}
      />
      <Segmented
        label={t('auth.settings.language')}
        value={currentLocale()}
        onChange={setLocale}
        options={[
          { value: 'ko', label: '한국어' },
          { value: 'en', label: 'English' },
        ]}
      />
      <div className={styles.actions}>
        <Button variant="secondary" isWide isBusy={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('auth.signOut')}
        </Button>
        <Button variant="ghost" isWide isBusy={signOutEverywhere.isPending} onClick={endAll}>
          {t('auth.signOutEverywhere')}
        </Button>
      </div>
    </Dialog>
  );
};
