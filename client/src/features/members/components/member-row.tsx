import { Clock, Crown, HeadphoneOff, Hourglass, MicOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePerson } from '@/entities/person/api/use-person';
import { PersonAvatar } from '@/entities/person/components/person-avatar';
import { usePersonActions } from '@/entities/person/components/person-contributions';
import { PersonBadge } from '@/entities/person/components/person-badge';
import { PersonName } from '@/entities/person/components/person-name';
import { PersonPopover } from '@/entities/person/components/person-popover';
import { PresenceDot } from '@/entities/person/components/presence-dot';
import { useOpenServer } from '@/entities/server/components/open-server';
import { useHasPassed } from '@/shared/lib/use-has-passed';
import { ContextMenu } from '@/shared/ui/menu';
import styles from './member-row.module.css';

interface MemberRowProps {
  userId: string;
  presence?: 'online' | 'offline';
}

/** One member of the panel. A click opens the card; a right click or a long press opens the menu. */
export const MemberRow = ({ userId, presence }: MemberRowProps) => {
  const { items } = usePersonActions(userId);
  const row = (
    <div>
      <PersonPopover userId={userId} side="left" isLine>
        <Line userId={userId} presence={presence} />
      </PersonPopover>
    </div>
  );
  return items.length > 0 ? <ContextMenu items={items}>{row}</ContextMenu> : row;
};

const Line = ({ userId, presence }: MemberRowProps) => {
  const { t } = useTranslation();
  const { server, me } = useOpenServer();
  return (
    <div className={styles.row} data-presence={presence}>
      <span className={styles.avatar}>
        <PersonAvatar userId={userId} size={32} />
        {presence ? <PresenceDot presence={presence} /> : null}
      </span>
      <span className={styles.who}>
        <span className={styles.name}>
          <PersonName userId={userId} />
        </span>
        <PersonBadge userId={userId} />
      </span>
      {presence ? <span className="visually-hidden">{t(`members.presence.${presence}`)}</span> : null}
      <Marks userId={userId} />
      {userId === server.ownerId ? (
        <span className={styles.owner} title={t('members.owner')}>
          <Crown size={15} strokeWidth={2} aria-label={t('members.owner')} role="img" />
        </span>
      ) : null}
      {userId === me.userId ? <span className={styles.badge}>{t('members.you')}</span> : null}
    </div>
  );
};

const Marks = ({ userId }: { userId: string }) => {
  const { t } = useTranslation();
  const { member } = usePerson(userId);
  const isFree = useHasPassed(member?.timedOutUntil ?? null);
  const marks = [
    { isShown: !isFree, icon: Clock, label: t('members.timedOut') },
    { isShown: member?.isMuted, icon: MicOff, label: t('members.muted') },
    { isShown: member?.isDeafened, icon: HeadphoneOff, label: t('members.deafened') },
    { isShown: member?.isTemporary, icon: Hourglass, label: t('members.temporary') },
  ];
  return marks
    .filter(({ isShown }) => isShown)
    .map(({ icon: Icon, label }) => (
      <span key={label} className={styles.mark} title={label}>
        <Icon size={14} strokeWidth={2} aria-label={label} role="img" />
      </span>
    ));
};
