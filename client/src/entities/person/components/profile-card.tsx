import type { Profile } from '@maru/contracts/http/user/profiles';
import { useTranslation } from 'react-i18next';
import { PlanBadge } from '@/entities/membership/components/plan-badge';
import { formatDate } from '@/shared/i18n/format';
import { Avatar } from '@/shared/ui/avatar';
import styles from './profile-card.module.css';

/** A strip in the person's accent colour, or their banner picture. Decorative. */
export const Banner = ({
  profile,
  isLarge = false,
  className = '',
}: {
  profile: Pick<Profile, 'accent' | 'bannerUrl' | 'bannerLargeUrl'>;
  isLarge?: boolean;
  className?: string;
}) => {
  const url = isLarge ? profile.bannerLargeUrl : profile.bannerUrl;
  return (
    <div
      className={`${styles.banner} ${className}`}
      style={{ background: `var(--profile-${profile.accent})` }}
      aria-hidden="true"
    >
      {url ? <img src={url} alt="" /> : null}
    </div>
  );
};

interface ProfileCardProps {
  profile: Profile;
  /** The name in the open server. */
  name?: string;
  isFull?: boolean;
}

/** A profile on a small card; `isFull` makes it larger. */
export const ProfileCard = ({ profile, name = profile.nickname, isFull = false }: ProfileCardProps) => {
  const { t } = useTranslation();
  const { userId, nickname, tag, tagline, bio, avatarUrl, avatarLargeUrl, plan, createdAt } = profile;
  return (
    <div className={`${styles.card} ${isFull ? styles.full : ''}`}>
      <Banner profile={profile} isLarge={isFull} />
      <div className={styles.avatar}>
        <Avatar
          id={userId}
          name={nickname}
          url={isFull ? avatarLargeUrl : avatarUrl}
          size={isFull ? 112 : 76}
        />
      </div>
      <div className={styles.body}>
        <h3 className={styles.name} dir="auto">
          {name} <PlanBadge plan={plan} />
        </h3>
        <p className={styles.tag}>
          {name === nickname ? null : (
            <>
              <span dir="auto" title={t('profiles.also', { name: nickname })}>
                {nickname}
              </span>{' '}
              ·{' '}
            </>
          )}
          @{tag}
        </p>
        {tagline ? (
          <p className={styles.tagline} dir="auto">
            {tagline}
          </p>
        ) : null}
        {bio ? (
          <section className={styles.about}>
            <h4>{t('profiles.about')}</h4>
            <p className={styles.bio} dir="auto">
              {bio}
            </p>
          </section>
        ) : null}
        <section className={styles.about}>
          <h4>{t('profiles.since')}</h4>
          <p>{formatDate(createdAt)}</p>
        </section>
      </div>
    </div>
  );
};
