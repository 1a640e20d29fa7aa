import { SkeletonMessages } from '@/shared/ui/skeleton';
import styles from './message-skeletons.module.css';

/** Placeholders for the messages of a channel that is still loading. */
export const MessageSkeletons = () => (
  <div className={styles.skeletons} aria-hidden="true">
    <SkeletonMessages />
  </div>
);
