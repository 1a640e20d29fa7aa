import type { Member } from '@maru/contracts/http/chat/members';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenServer } from '@/entities/server/components/open-server';
import { errorWords } from '@/shared/errors/error-words';
import { Skeleton } from '@/shared/ui/skeleton';
import { TextField } from '@/shared/ui/text-field';
import { useFoundMembers } from '../api/found-members';
import styles from './member-picker.module.css';
import { PersonSummary } from './person-summary';

interface MemberPickerProps {
  /** Members that are not offered. */
  isLeftOut?: (member: Member) => boolean;
  onPick: (member: Member) => void;
}

/** Picks one member of the open server: by part of their name, or from the first few. */
export const MemberPicker = ({ isLeftOut, onPick }: MemberPickerProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { server } = useOpenServer();
  const { data, error } = useFoundMembers(server.serverId, typed);
  const shown = data?.filter((member) => !isLeftOut?.(member));
  return (
    <div className={styles.picker}>
      <TextField
        label={t('members.search')}
        type="search"
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        error={error && !data ? errorWords(t, error) : undefined}
        trailing={<Search className={styles.glass} size={18} strokeWidth={1.75} aria-hidden="true" />}
      />
      <ul className={styles.found} aria-label={t('members.results')}>
        {shown?.map((member) => (
          <li key={member.userId}>
            <button type="button" className={styles.person} onClick={() => onPick(member)}>
              <PersonSummary userId={member.userId} />
            </button>
          </li>
        ))}
        {!data && !error ? [0, 1, 2].map((each) => <Skeleton key={each} width="100%" height={44} />) : null}
      </ul>
      {shown?.length === 0 ? (
        <p className={styles.none}>{t('members.nobodyFound', { search: typed.trim() })}</p>
      ) : null}
    </div>
  );
};
