import type { ReactNode } from 'react';
import styles from './banner.module.css';

/** A line above everything that says how things stand. */
export const Banner = ({
  children,
  tone = 'warning',
}: {
  children: ReactNode;
  tone?: 'warning' | 'info';
}) => (
  <div className={`${styles.banner} ${styles[tone]}`} role="status">
    {children}
  </div>
);
