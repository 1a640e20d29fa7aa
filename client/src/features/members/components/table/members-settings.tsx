import type { Member } from '@maru/contracts/http/chat/members';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { everyoneRoleId } from '@maru/contracts/permission-rules';
import type { RoleId } from '@maru/contracts/primitives';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { searchTextOf } from '@/entities/person/model/search-text';
import { useDebounced } from '@/shared/lib/use-debounced';
import { Select } from '@/shared/ui/select';
import { ErrorView } from '@/shared/ui/state-view';
import { TextField } from '@/shared/ui/text-field';
import { subscribeToMemberTable, useMemberTable, type MemberFilter } from '../../api/member-table';
import { MemberSkeletons } from '../member-skeletons';
import { BulkBar, type OnModerate } from './bulk-bar';
import styles from './members-settings.module.css';
import { MemberTable } from './member-table';

interface MembersSettingsProps {
  detail: ServerDetail;
  onModerate: OnModerate;
}

const pauseMs = 250;

/** All members of the server, found by name or role, to be managed one by one or many at once. */
export const MembersSettings = ({ detail, onModerate }: MembersSettingsProps) => {
  const [typed, setTyped] = useState('');
  const [roleId, setRoleId] = useState<RoleId>();
  const [selected, setSelected] = useState<ReadonlyMap<string, Member>>(new Map());
  const search = useDebounced(searchTextOf(typed), pauseMs);
  useEffect(() => subscribeToMemberTable(), []);
  return (
    <>
      <Filters detail={detail} typed={typed} onType={setTyped} roleId={roleId} onRole={setRoleId} />
      <Found detail={detail} filter={{ search, roleId }} selected={selected} onSelect={setSelected} />
      <BulkBar
        detail={detail}
        selected={selected}
        onClear={() => setSelected(new Map())}
        onModerate={onModerate}
      />
    </>
  );
};

interface FiltersProps {
  detail: ServerDetail;
  typed: string;
  onType: (text: string) => void;
  roleId: RoleId | undefined;
  onRole: (roleId: RoleId | undefined) => void;
}

const Filters = ({ detail, typed, onType, roleId, onRole }: FiltersProps) => {
  const { t } = useTranslation();
  const roles = detail.roles.filter((role) => role.roleId !== everyoneRoleId(detail.server.serverId));
  return (
    <div className={styles.filters}>
      <TextField
        label={t('members.search')}
        type="search"
        value={typed}
        autoComplete="off"
        onChange={(event) => onType(event.target.value)}
      />
      <Select
        label={t('members.table.role')}
        value={roleId ?? ''}
        options={[
          { value: '', label: t('members.table.allRoles') },
          ...roles.map((role) => ({ value: role.roleId as string, label: role.name })),
        ]}
        onChange={(chosen) => onRole(roles.find((role) => role.roleId === chosen)?.roleId)}
      />
    </div>
  );
};

interface FoundProps {
  detail: ServerDetail;
  filter: MemberFilter;
  selected: ReadonlyMap<string, Member>;
  onSelect: (selected: ReadonlyMap<string, Member>) => void;
}

const Found = ({ filter, ...table }: FoundProps) => {
  const { t } = useTranslation();
  const found = useMemberTable(table.detail.server.serverId, filter);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  if (error && !data) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data) return <MemberSkeletons />;
  const members = data.pages.flatMap((page) => page.members);
  return (
    <>
      <p className={styles.count} role="status">
        {t('members.table.count', { count: data.pages[0]?.total ?? members.length })}
      </p>
      {members.length === 0 ? (
        <p className={styles.none}>{t('members.table.none')}</p>
      ) : (
        <MemberTable
          members={members}
          hasMore={hasNextPage && !isFetchingNextPage}
          onMore={() => void fetchNextPage()}
          {...table}
        />
      )}
    </>
  );
};
