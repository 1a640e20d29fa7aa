import { matchPath, useLocation } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { useIsNarrow, useIsPhone } from '@/shared/lib/use-media-query';
import { Skeleton } from '@/shared/ui/skeleton';
import styles from './shell.module.css';
import skeleton from './shell-skeleton.module.css';

/** The app's outline: on a phone only the pane that the address opens. */
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
      <Skeleton width={36} height={36} isRound />
      <Skeleton width={96} />
    </div>
  </div>
);

/** A server to come, beside the rail. */
export const ServerSkeleton = () => {
  const isPhone = useIsPhone();
  return (
    <>
      <SidebarSkeleton />
      {isPhone ? null : <ConversationSkeleton />}
    </>
  );
};

/** A server's name and its channels to come. */
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

const messages = [
  [120, '62%'],
  [90, '38%'],
  [140, '74%'],
  [100, '46%'],
  [110, '58%'],
] as const;

/** A conversation to come, with its bar, its composer and, on a wide screen, its members. */
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
            {messages.map(([name, text]) => (
              <div key={text} className={skeleton.message}>
                <Skeleton width={40} height={40} isRound />
                <div className={skeleton.lines}>
                  <Skeleton width={name} />
                  <Skeleton width={text} />
                </div>
              </div>
            ))}
          </div>
          <div className={skeleton.composer} />
        </div>
        {isNarrow ? null : (
          <div className={`${styles.members} ${skeleton.members}`}>
            {[88, 104, 72, 96].map((width) => (
              <div key={width} className={skeleton.message}>
                <Skeleton width={32} height={32} isRound />
                <Skeleton width={width} />
              </div>
            ))}
          </div>
        )}
      </div>
    </main>
  );
};
