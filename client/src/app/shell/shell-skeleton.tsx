import { matchPath, useLocation } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { useIsNarrow, useIsPhone } from '@/shared/lib/use-media-query';
import { Skeleton, SkeletonMessages, SkeletonRow } from '@/shared/ui/skeleton';
import styles from './shell.module.css';
import skeleton from './shell-skeleton.module.css';

/** Placeholder of the whole app; on a phone only of the pane that the address opens. */
export const ShellSkeleton = () => {
  const isPhone = useIsPhone();
  const { pathname } = useLocation();
  const isInChannel = matchPath(paths.channel.path, pathname) !== null;
  return (
    <div className={styles.shell} aria-busy="true">
      {isPhone && isInChannel ? null : (
        <>
          <div className={skeleton.rail}>
            {[0, 1, 2, 3].map((index) => (
              <Skeleton key={index} width={48} height={48} />
            ))}
          </div>
          <SidebarSkeleton />
        </>
      )}
      {isPhone && !isInChannel ? null : <ConversationSkeleton />}
    </div>
  );
};

const SidebarSkeleton = () => (
  <div className={styles.sidebar}>
    <ChannelListSkeleton />
    <div className={skeleton.me}>
      <SkeletonRow picture={36} lines={[96]} />
    </div>
  </div>
);

/** Placeholder of a server, beside the rail. */
export const ServerSkeleton = () => {
  const isPhone = useIsPhone();
  return (
    <>
      <SidebarSkeleton />
      {isPhone ? null : <ConversationSkeleton />}
    </>
  );
};

/** Placeholder of a server's name and its channels. */
export const ChannelListSkeleton = () => (
  <div className={skeleton.channelList} aria-busy="true">
    <div className={skeleton.bar}>
      <Skeleton width={132} height={18} />
    </div>
    <div className={skeleton.channels}>
      {[150, 110, 170, 130, 90, 140].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  </div>
);

/** Placeholder of a conversation with its bar, its composer and, on a wide screen, its members. */
export const ConversationSkeleton = () => {
  const isNarrow = useIsNarrow();
  return (
    <main className={styles.main} aria-busy="true">
      <div className={skeleton.bar}>
        <Skeleton width={20} height={20} />
        <Skeleton width={120} height={18} />
      </div>
      <div className={styles.content}>
        <div className={skeleton.conversation}>
          <div className={skeleton.messages}>
            <SkeletonMessages />
          </div>
          <div className={skeleton.composer} />
        </div>
        {isNarrow ? null : (
          <div className={`${styles.members} ${skeleton.members}`}>
            {[88, 104, 72, 96].map((width) => (
              <SkeletonRow key={width} picture={32} lines={[width]} />
            ))}
          </div>
        )}
      </div>
    </main>
  );
};
