import { LogOut, Palette, ShieldCheck, UserRound, X, IdCard } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import { paths, settingsSections, type SettingsSection } from '@/shared/config/paths';
import { IconButton } from '@/shared/ui/icon-button';
import styles from './settings.module.css';

const icons = { profile: IdCard, account: UserRound, security: ShieldCheck, display: Palette } as const;

/** The page itself, not whatever button happens to come first. */
const focusPage = (event: Event) => {
  event.preventDefault();
  if (event.target instanceof HTMLElement) event.target.focus();
};

interface SettingsPageProps {
  section: SettingsSection;
  onClose: () => void;
  onSignOut: () => void;
  children: ReactNode;
}

/** Settings over the whole window: sections at the side (on a phone above), Escape closes. */
export const SettingsPage = ({ section, onClose, onSignOut, children }: SettingsPageProps) => {
  const { t } = useTranslation();
  // Where closing leads to comes along from section to section.
  const { state } = useLocation();
  return (
    <Primitive.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Primitive.Portal>
        <Primitive.Overlay className={styles.overlay} />
        <Primitive.Content className={styles.page} aria-describedby={undefined} onOpenAutoFocus={focusPage}>
          <div className={styles.side}>
            <Primitive.Title className={styles.navTitle}>{t('settings.title')}</Primitive.Title>
            <nav className={styles.nav} aria-label={t('settings.title')}>
              {settingsSections.map((each) => {
                const Icon = icons[each];
                return (
                  <Link
                    key={each}
                    to={paths.settings.to(each)}
                    state={state}
                    replace
                    className={styles.link}
                    aria-current={each === section ? 'page' : undefined}
                  >
                    <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
                    {t(`settings.sections.${each}`)}
                  </Link>
                );
              })}
              <hr className={styles.line} />
              <button
                type="button"
                className={`${styles.link} ${styles.danger} ${styles.signOut}`}
                onClick={onSignOut}
              >
                <LogOut size={18} strokeWidth={1.75} aria-hidden="true" />
                {t('auth.signOut')}
              </button>
            </nav>
          </div>
          <div className={styles.main}>
            <div className={styles.content}>
              <h2 className={styles.title}>{t(`settings.sections.${section}`)}</h2>
              {children}
            </div>
          </div>
          <div className={styles.close}>
            <IconButton icon={X} label={t('common.close')} onClick={onClose} />
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
};
