import type { UserId } from '@maru/contracts/primitives';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '@/shared/i18n/format';
import { usePerson } from '../api/use-person';
import { PersonContributionsContext, usePersonActions } from './person-contributions';
import styles from './person-in-server.module.css';

interface PersonInServerProps {
  userId: UserId;
  /** Called before an action runs. */
  onAct: () => void;
}

/** The part of a person's card that depends on the open server: membership, contributions, actions. */
export const PersonInServer = ({ userId, onAct }: PersonInServerProps) => {
  const { t } = useTranslation();
  const { member } = usePerson(userId);
  const { CardSection } = use(PersonContributionsContext);
  if (member === undefined) return null;
  if (member === null) return <p className={styles.gone}>{t('members.gone')}</p>;
  return (
    <>
      <dl className={styles.joined}>
        <dt>{t('members.joined')}</dt>
        <dd>{formatDate(member.joinedAt)}</dd>
      </dl>
      <CardSection member={member} />
      <Actions userId={userId} onAct={onAct} />
    </>
  );
};

const Actions = ({ userId, onAct }: PersonInServerProps) => {
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
      {refusal ? <p className={styles.refusal}>{refusal}</p> : null}
    </div>
  );
};
