import styles from './skeleton.module.css';

interface SkeletonProps {
  width: string | number;
  height?: number;
  isRound?: boolean;
}

/** A placeholder for content that is still loading. */
export const Skeleton = ({ width, height = 14, isRound = false }: SkeletonProps) => (
  <span
    className={`${styles.skeleton} ${isRound ? styles.round : ''}`}
    style={{ width, height }}
    aria-hidden="true"
  />
);

interface SkeletonRowProps {
  /** The size of the round picture. */
  picture: number;
  /** The width of each line of text beside it. */
  lines: readonly (string | number)[];
}

/** A placeholder for a person's line in a list, or for a message. */
export const SkeletonRow = ({ picture, lines }: SkeletonRowProps) => (
  <div className={`${styles.row} ${lines.length > 1 ? styles.tall : ''}`}>
    <Skeleton width={picture} height={picture} isRound />
    <div className={styles.lines}>
      {lines.map((width) => (
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

/** Placeholders for a screen of messages. */
export const SkeletonMessages = () =>
  messages.map((lines) => <SkeletonRow key={lines[0]} picture={40} lines={lines} />);
