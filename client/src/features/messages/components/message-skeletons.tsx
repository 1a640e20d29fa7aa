import { Skeleton } from '@/shared/ui/skeleton';
import styles from './message-skeletons.module.css';

const shapes = [
  [120, '62%'],
  [90, '38%'],
  [140, '74%'],
  [100, '46%'],
  [110, '58%'],
] as const;

/** Messages to come, in their shape. */
export const MessageSkeletons = () => (
  <div className={styles.skeletons} aria-hidden="true">
    {shapes.map(([name, text]) => (
      <div key={text} className={styles.row}>
        <Skeleton width={40} height={40} isRound />
        <div className={styles.lines}>
          <Skeleton width={name} />
          <Skeleton width={text} />
        </div>
      </div>
    ))}
  </div>
);
