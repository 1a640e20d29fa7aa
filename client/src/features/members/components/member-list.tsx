import type { Member } from '@maru/contracts/http/chat/members';
import type { ServerId } from '@maru/contracts/primitives';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { VList, type VListHandle } from 'virtua';
import { Skeleton } from '@/shared/ui/skeleton';
import { ErrorView } from '@/shared/ui/state-view';
import { useMembers } from '../api/members';
import styles from './member-list.module.css';

interface MemberListProps {
  serverId: ServerId;
  renderMember: (member: Member) => ReactNode;
}

/** Everybody in the server; only what is visible is in the page, further pages come while scrolling. */
export const MemberList = ({ serverId, renderMember }: MemberListProps) => {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useMembers(serverId);
  const list = useRef<VListHandle>(null);
  const members = data?.pages.flatMap((page) => page.members) ?? [];
  const total = data?.pages.at(-1)?.total ?? 0;

  const loadMore = () => {
    const handle = list.current;
    const isNearEnd = handle && handle.scrollOffset + handle.viewportSize > handle.scrollSize - 400;
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  useEffect(loadMore);

  if (error && !data) return <ErrorView error={error} onRetry={() => void refetch()} />;
  return (
    <section className={styles.panel} aria-label={t('members.title')}>
      <h2 className={styles.title}>
        {isPending ? t('members.title') : t('members.count', { count: total })}
      </h2>
      {isPending ? (
        <MemberSkeletons />
      ) : (
        <VList ref={list} role="list" className={styles.list} onScroll={loadMore}>
          {members.map((member) => renderMember(member))}
        </VList>
      )}
    </section>
  );
};

const MemberSkeletons = () => (
  <div className={styles.skeletons}>
    {[120, 80, 140, 100].map((width) => (
      <div key={width} className={styles.skeleton}>
        <Skeleton width={32} height={32} isRound />
        <Skeleton width={width} />
      </div>
    ))}
  </div>
);
