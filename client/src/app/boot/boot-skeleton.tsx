import { matchPath, useLocation } from 'react-router-dom';
import { useTranslation } from 'react-i18next';
import { mayHaveSession } from '@/shared/api/session-store';
import { paths } from '@/shared/config/paths';
import { Skeleton } from '@/shared/ui/skeleton';
import { Wordmark } from '@/shared/ui/wordmark';
import styles from './boot-skeleton.module.css';
import { ShellSkeleton } from '../shell/shell-skeleton';

const settings = [
  paths.settings.path,
  paths.serverSettings.path,
  paths.channelSettings.path,
  paths.categorySettings.path,
];
/** Pages that look the same with and without a session. */
const shared = [paths.invite.path, paths.mailedInvite.path, paths.unsubscribe.path];

const open = [paths.terms.path, paths.privacy.path, paths.contact.path];

type Shape = 'app' | 'settings' | 'landing' | 'card';

const shapeOf = (pathname: string, isKnown: boolean): Shape => {
  const isOn = (path: string) => matchPath(path, pathname) !== null;
  if (shared.some(isOn)) return 'card';
  if (open.some(isOn)) return 'landing';
  if (isKnown) return settings.some(isOn) ? 'settings' : 'app';
  return isOn(paths.landing.path) ? 'landing' : 'card';
};

/** A placeholder over the whole window while the page's code or the session is loading. */
export const BootSkeleton = () => {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const shape = shapeOf(pathname, mayHaveSession());
  return (
    <div className={styles.window} data-shape={shape} role="status" aria-label={t('common.loading')}>
      {shape === 'app' ? <ShellSkeleton /> : null}
      {shape === 'settings' ? <SettingsSkeleton /> : null}
      {shape === 'landing' ? <LandingSkeleton /> : null}
      {shape === 'card' ? <CardSkeleton /> : null}
    </div>
  );
};

const SettingsSkeleton = () => (
  <div className={styles.settings}>
    <div className={styles.side}>
      {[96, 120, 84, 110].map((width) => (
        <Skeleton key={width} width={width} height={16} />
      ))}
    </div>
    <div className={styles.section}>
      <Skeleton width={160} height={28} />
      <Skeleton width="min(720px, 100%)" height={56} />
      <Skeleton width="min(720px, 100%)" height={56} />
      <Skeleton width="min(720px, 100%)" height={140} />
    </div>
  </div>
);

const LandingSkeleton = () => (
  <div className={styles.landing}>
    <div className={styles.landingBar}>
      <Wordmark size={32} />
    </div>
    <div className={styles.hero}>
      <Skeleton width="min(420px, 90%)" height={48} />
      <Skeleton width="min(360px, 80%)" height={48} />
      <Skeleton width="min(400px, 85%)" height={18} />
      <Skeleton width={132} height={48} />
    </div>
  </div>
);

const CardSkeleton = () => (
  <div className={styles.paper}>
    <Wordmark size={36} />
    <div className={styles.card}>
      <Skeleton width="60%" height={28} />
      <Skeleton width="100%" height={48} />
      <Skeleton width="100%" height={48} />
      <Skeleton width="100%" height={48} />
    </div>
  </div>
);
