import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorView } from '@/shared/ui/state-view';
import { useMemberWindows } from '../api/use-member-windows';
import type { GroupId } from '../model/member-rows';
import { searchTextOf } from '@/entities/person/model/search-text';
import { GroupedMembers } from './grouped-members';
import styles from './member-panel.module.css';
import { MemberSearch } from './member-search';
import { MemberSkeletons } from './member-skeletons';
import { SearchedMembers } from './searched-members';

/** What of other features a route puts into the panel: this one knows only ids. */
export interface PanelSlots {
  renderMember: (userId: string, presence?: 'online' | 'offline') => ReactNode;
  nameOfGroup: (groupId: GroupId) => string;
}

interface MemberPanelProps extends PanelSlots {
  serverId: ServerId;
  channelId: ChannelId;
}

/** Who may see the channel, by role and presence; or who in the server is called as is being typed. */
export const MemberPanel = ({ serverId, channelId, renderMember, nameOfGroup }: MemberPanelProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const search = searchTextOf(typed);
  const { list, error, retry, look } = useMemberWindows(channelId);
  return (
    <section className={styles.panel} aria-label={t('members.title')}>
      <MemberSearch value={typed} onChange={setTyped} />
      {search ? <SearchedMembers serverId={serverId} search={search} renderMember={renderMember} /> : null}
      {!search && error ? <ErrorView error={error} onRetry={retry} /> : null}
      {!search && !error && !list ? <MemberSkeletons /> : null}
      {!search && list ? (
        <GroupedMembers list={list} onLook={look} renderMember={renderMember} nameOfGroup={nameOfGroup} />
      ) : null}
    </section>
  );
};
