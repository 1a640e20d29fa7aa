import { userId as userIdSchema, type UserId } from '@maru/contracts/primitives';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RoleChips } from '@/features/members/components/role-chips';
import { ProfilePopover } from '@/entities/person/components/profile-popover';
import { formatDate } from '@/shared/i18n/format';
import styles from './person-popover.module.css';
import { useOpenServer } from '@/entities/server/components/open-server';
import { usePerson } from '@/entities/person/api/use-person';
import { usePersonActions } from './use-person-actions';

interface PersonPopoverProps {
  userId: string;
  children: ReactNode;
  side?: 'right' | 'left';
  isPicture?: boolean;
  isLine?: boolean;
}

/** Somebody's card with what the open server knows of them, and what may be done about them. */
export const PersonPopover = ({ userId, ...options }: PersonPopoverProps) => {
  const { name, isPending } = usePerson(userId);
  return (
    <ProfilePopover
      userId={userId}
      name={isPending ? undefined : name}
      renderMore={(close) => <InServer userId={userIdSchema.parse(userId)} onAct={close} />}
      {...options}
    />
  );
};

interface InServerProps {
  userId: UserId;
  onAct: () => void;
}

const InServer = ({ userId, onAct }: InServerProps) => {
  const { t } = useTranslation();
  const detail = useOpenServer();
  const { member } = usePerson(userId);
  if (member === undefined) return null;
  if (member === null) return <p className={styles.gone}>{t('members.gone')}</p>;
  return (
    <>
      <dl className={styles.joined}>
        <dt>{t('members.joined')}</dt>
        <dd>{formatDate(member.joinedAt)}</dd>
      </dl>
      <RoleChips detail={detail} member={member} />
      <Actions userId={userId} onAct={onAct} />
    </>
  );
};

const Actions = ({ userId, onAct }: InServerProps) => {
  const { t } = useTranslation();
  const { items, refusal } = usePersonActions(userId);
  if (items.length === 0) return null;
  return (
    <div>
      <div className={styles.actions} role="group" aria-label={t('members.actions')}>
        {items.map(({ label, icon: Icon, isDanger, onSelect }) => (
          <button
            key={label}
            type="button"
            className={`${styles.action} ${isDanger ? styles.danger : ''}`}
            onClick={() => {
              onAct();
              onSelect();
            }}
          >
            <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
            {label}
          </button>
        ))}
      </div>
      {refusal ? <p className={styles.refusal}>{t(`moderation.refusals.${refusal}`)}</p> : null}
    </div>
  );
};
