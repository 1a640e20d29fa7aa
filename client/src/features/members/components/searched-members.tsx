import type { ServerId } from '@maru/contracts/primitives';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { VList, type VListHandle } from 'virtua';
import { useDebounced } from '@/shared/lib/use-debounced';
import { ErrorView } from '@/shared/ui/state-view';
import { useMemberSearch } from '../api/members';
import type { PanelSlots } from './member-panel';
import styles from './member-panel.module.css';
import { MemberSkeletons } from './member-skeletons';

const pauseMs = 250;

interface SearchedMembersProps extends Pick<PanelSlots, 'renderMember'> {
  serverId: ServerId;
  search: string;
}

/** Members that are called so, in this server or everywhere. What was found stays until the next answer comes. */
export const SearchedMembers = ({ serverId, search, renderMember }: SearchedMembersProps) => {
  const { t } = useTranslation();
  const view = useRef<VListHandle>(null);
  const wanted = useDebounced(search, pauseMs);
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useMemberSearch(
    serverId,
    wanted,
  );
  if (error && !data) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (isPending) return <MemberSkeletons />;
  const members = data.pages.flatMap((page) => page.members);
  const loadMore = () => {
    const handle = view.current;
    const isNearEnd = handle && handle.scrollOffset + handle.viewportSize > handle.scrollSize - 400;
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  return (
    <>
      <p className={styles.found} role="status">
        {members.length > 0
          ? t('members.found', { count: data.pages[0]?.total ?? members.length })
          : t('members.nobodyFound', { search: wanted })}
      </p>
      <VList ref={view} className={styles.list} data={members} onScroll={loadMore}>
        {({ userId }) => <div key={userId}>{renderMember(userId)}</div>}
      </VList>
    </>
  );
};
