import { Clock, Crown, Hourglass, MicOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHasPassed } from '@/shared/lib/use-has-passed';
import styles from './member-row.module.css';
import { PresenceDot } from '@/entities/person/components/presence-dot';

interface MemberRowProps {
  avatar: ReactNode;
  name: ReactNode;
  presence?: 'online' | 'offline';
  isMe: boolean;
  isOwner: boolean;
  timedOutUntil: string | null;
  isMuted: boolean;
  isTemporary: boolean;
}

/** One line of the panel; who it is comes from the profile, which the route hands in. */
export const MemberRow = ({ avatar, name, presence, isMe, isOwner, ...marks }: MemberRowProps) => {
  const { t } = useTranslation();
  return (
    <div className={styles.row} data-presence={presence}>
      <span className={styles.avatar}>
        {avatar}
        {presence ? <PresenceDot presence={presence} /> : null}
      </span>
      <span className={styles.name}>{name}</span>
      {presence ? <span className="visually-hidden">{t(`members.presence.${presence}`)}</span> : null}
      <Marks {...marks} />
      {isOwner ? (
        <span className={styles.owner} title={t('members.owner')}>
          <Crown size={15} strokeWidth={2} aria-label={t('members.owner')} role="img" />
        </span>
      ) : null}
      {isMe ? <span className={styles.badge}>{t('members.you')}</span> : null}
    </div>
  );
};

const Marks = ({
  timedOutUntil,
  isMuted,
  isTemporary,
}: Pick<MemberRowProps, 'timedOutUntil' | 'isMuted' | 'isTemporary'>) => {
  const { t } = useTranslation();
  const isFree = useHasPassed(timedOutUntil);
  const marks = [
    { isShown: !isFree, icon: Clock, label: t('members.timedOut') },
    { isShown: isMuted, icon: MicOff, label: t('members.muted') },
    { isShown: isTemporary, icon: Hourglass, label: t('members.temporary') },
  ];
  return marks
    .filter(({ isShown }) => isShown)
    .map(({ icon: Icon, label }) => (
      <span key={label} className={styles.mark} title={label}>
        <Icon size={14} strokeWidth={2} aria-label={label} role="img" />
      </span>
    ));
};
