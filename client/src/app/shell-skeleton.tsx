import { Skeleton } from '@/shared/ui/skeleton';
import styles from './shell.module.css';

/** The app's outline while it is not known yet who is here. */
export const ShellSkeleton = () => (
  <div className={styles.shell} aria-busy="true">
    <div className={styles.railSkeleton}>
      {[0, 1, 2].map((index) => (
        <Skeleton key={index} width={48} height={48} isRound />
      ))}
    </div>
    <div className={styles.sidebarSkeleton}>
      {[140, 100, 160, 120, 90].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
    <div className={styles.main} />
  </div>
);
