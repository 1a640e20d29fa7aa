import styles from './skeleton.module.css';

interface SkeletonProps {
  width: string | number;
  height?: number;
  isRound?: boolean;
}

/** The shape of what comes. */
export const Skeleton = ({ width, height = 14, isRound = false }: SkeletonProps) => (
  <span
    className={`${styles.skeleton} ${isRound ? styles.round : ''}`}
    style={{ width, height }}
    aria-hidden="true"
  />
);
