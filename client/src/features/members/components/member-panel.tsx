import type { ChannelId } from '@maru/contracts/primitives';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { searchTextOf } from '@/entities/person/model/search-text';
import { ErrorView } from '@/shared/ui/state-view';
import { useMemberWindows } from '../api/use-member-windows';
import { GroupedMembers } from './grouped-members';
import styles from './member-panel.module.css';
import { MemberSearch } from './member-search';
import { MemberSkeletons } from './member-skeletons';
import { SearchedMembers } from './searched-members';

/** The members who see a channel, grouped by role and presence; while a name is being typed, the members of the server that it matches. */
export const MemberPanel = ({ channelId }: { channelId: ChannelId }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const search = searchTextOf(typed);
  const { list, error, retry, look } = useMemberWindows(channelId);
  return (
    <section className={styles.panel} aria-label={t('members.title')}>
      <MemberSearch value={typed} onChange={setTyped} />
      {search ? <SearchedMembers search={search} /> : null}
      {!search && error ? <ErrorView error={error} onRetry={retry} /> : null}
      {!search && !error && !list ? <MemberSkeletons /> : null}
      {!search && list ? <GroupedMembers list={list} onLook={look} /> : null}
    </section>
  );
};
