import styles from './row-time.module.css';
import { useClock } from '../use-clock';

/** The running time at the end of a channel's row. The row's name must not change every second, so it is not part of it. */
export const RowTime = ({ since }: { since: string }) => (
  <span className={styles.time} aria-hidden="true">
    {useClock(since)}
  </span>
);
