import type { ReactNode } from 'react';
import styles from './member-row.module.css';

interface MemberRowProps {
  avatar: ReactNode;
  name: ReactNode;
  badge?: string;
}

/** One line of the list; who it is comes from the profile, which the route hands in. */
export const MemberRow = ({ avatar, name, badge }: MemberRowProps) => (
  <div role="listitem" className={styles.row}>
    {avatar}
    <span className={styles.name}>{name}</span>
    {badge ? <span className={styles.badge}>{badge}</span> : null}
  </div>
);
