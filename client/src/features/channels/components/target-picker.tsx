import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { Check, Search, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFoundMembers } from '@/entities/person/api/found-members';
import { PersonOption } from '@/entities/person/components/person-option';
import { RoleName } from '@/entities/server/components/role-name';
import { errorWords } from '@/shared/errors/error-words';
import { Skeleton } from '@/shared/ui/skeleton';
import { isSameTarget, rolesCalled, type Target } from '../model/targets';
import styles from './target-picker.module.css';

interface TargetPickerProps {
  detail: ServerDetail;
  chosen: readonly Target[];
  onToggle: (target: Target) => void;
  /** Targets that are not offered. */
  without?: readonly Target[];
}

/** Roles and members to choose from, found by name. */
export const TargetPicker = ({ detail, chosen, onToggle, without = [] }: TargetPickerProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const members = useFoundMembers(detail.server.serverId, text);
  const isOffered = (target: Target) => !without.some((each) => isSameTarget(each, target));
  const roles = rolesCalled(detail.roles, text)
    .map((role) => ({ role, target: { targetType: 'role' as const, targetId: role.roleId as string } }))
    .filter(({ target }) => isOffered(target));
  const people = (members.data ?? [])
    .map(({ userId }) => ({ targetType: 'member' as const, targetId: userId as string }))
    .filter(isOffered);
  const isEmpty = roles.length === 0 && people.length === 0 && !members.isPending && !members.error;
  const isChosen = (target: Target) => chosen.some((each) => isSameTarget(each, target));

  return (
    <div className={styles.picker}>
      <label className={styles.search}>
        <Search size={18} strokeWidth={1.75} aria-hidden="true" />
        <input
          type="search"
          aria-label={t('channels.targets.search')}
          placeholder={t('channels.targets.search')}
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className={styles.options}>
        {roles.length > 0 ? <h4 className={styles.heading}>{t('channels.targets.roles')}</h4> : null}
        {roles.map(({ role, target }) => (
          <Option key={role.roleId} isChosen={isChosen(target)} onToggle={() => onToggle(target)}>
            <RoleName {...role} />
          </Option>
        ))}
        {people.length > 0 ? <h4 className={styles.heading}>{t('channels.targets.members')}</h4> : null}
        {people.map((target) => (
          <Option key={target.targetId} isChosen={isChosen(target)} onToggle={() => onToggle(target)}>
            <PersonOption userId={target.targetId} />
          </Option>
        ))}
        {members.isPending ? (
          <div className={styles.waiting} aria-busy="true">
            <Skeleton width="60%" />
            <Skeleton width="45%" />
          </div>
        ) : null}
        {members.error ? <p className={styles.note}>{errorWords(t, members.error)}</p> : null}
        {isEmpty ? <p className={styles.note}>{t('channels.targets.none')}</p> : null}
      </div>
    </div>
  );
};

interface OptionProps {
  isChosen: boolean;
  onToggle: () => void;
  children: ReactNode;
}

const Option = ({ isChosen, onToggle, children }: OptionProps) => (
  <label className={styles.option}>
    <input type="checkbox" className="visually-hidden" checked={isChosen} onChange={onToggle} />
    <span className={styles.name}>{children}</span>
    <span className={styles.tick} data-chosen={isChosen || undefined} aria-hidden="true">
      {isChosen ? <Check size={14} strokeWidth={3} /> : null}
    </span>
  </label>
);

interface ChosenProps {
  detail: ServerDetail;
  chosen: readonly Target[];
  onRemove: (target: Target) => void;
}

/** The chosen roles and members; a click removes one. */
export const ChosenTargets = ({ detail, chosen, onRemove }: ChosenProps) => {
  const { t } = useTranslation();
  if (chosen.length === 0) return null;
  return (
    <ul className={styles.chosen} aria-label={t('channels.targets.chosen')}>
      {chosen.map((target) => {
        const role = detail.roles.find(({ roleId }) => roleId === target.targetId);
        return (
          <li key={target.targetId}>
            <button type="button" className={styles.chip} onClick={() => onRemove(target)}>
              <span className={styles.name}>
                {role ? <RoleName {...role} /> : <PersonOption userId={target.targetId} />}
              </span>
              <X size={14} strokeWidth={2} aria-hidden="true" />
              <span className="visually-hidden">{t('channels.targets.remove')}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
};
