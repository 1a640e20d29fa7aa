import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { VList, type VListHandle } from 'virtua';
import { useOpenServer } from '@/entities/server/components/open-server';
import { useDebounced } from '@/shared/lib/use-debounced';
import { ErrorView } from '@/shared/ui/state-view';
import { useMemberSearch } from '../api/member-search';
import styles from './member-panel.module.css';
import { MemberRow } from './member-row';
import { MemberSkeletons } from './member-skeletons';

const pauseMs = 250;

/** The members of the open server whose name matches. Earlier results stay until the next arrive. */
export const SearchedMembers = ({ search }: { search: string }) => {
  const { t } = useTranslation();
  const { server } = useOpenServer();
  const view = useRef<VListHandle>(null);
  const wanted = useDebounced(search, pauseMs);
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useMemberSearch(
    server.serverId,
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
        {({ userId }) => (
          <div key={userId}>
            <MemberRow userId={userId} />
          </div>
        )}
      </VList>
    </>
  );
};
