import { SkeletonRow } from '@/shared/ui/skeleton';
import styles from './member-panel.module.css';

const widths = [104, 72, 128, 92, 116];

export const MemberSkeleton = ({ place }: { place: number }) => (
  <div className={styles.skeleton}>
    <SkeletonRow picture={32} lines={[widths[place % widths.length] ?? 100]} />
  </div>
);

export const MemberSkeletons = () => (
  <div className={styles.skeletons} aria-busy="true">
    {widths.map((width, place) => (
      <MemberSkeleton key={width} place={place} />
    ))}
  </div>
);
