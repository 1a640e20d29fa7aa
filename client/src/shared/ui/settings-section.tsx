import type { ReactNode } from 'react';
import { Skeleton } from './skeleton.js';
import styles from './settings-section.module.css';

/** A titled block of settings. */
export const Section = ({
  title,
  text,
  children,
}: {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}) => (
  <section className={styles.section}>
    <header className={styles.sectionHead}>
      <h3>{title}</h3>
      {text ? <p>{text}</p> : null}
    </header>
    {children}
  </section>
);

/** One setting: its name, its value, its actions. */
export const Row = ({
  icon,
  label,
  value,
  children,
}: {
  icon?: ReactNode;
  label: ReactNode;
  value?: ReactNode;
  children?: ReactNode;
}) => (
  <div className={styles.row}>
    {icon ? <span className={styles.rowIcon}>{icon}</span> : null}
    <div className={styles.rowText}>
      <b>{label}</b>
      {value ? <span>{value}</span> : null}
    </div>
    {children}
  </div>
);

/** A placeholder for a section that is loading. */
export const SectionSkeleton = () => (
  <div className={styles.skeleton} aria-busy="true">
    <Skeleton width={160} height={20} />
    <Skeleton width="100%" height={128} />
    <Skeleton width={160} height={20} />
    <Skeleton width="100%" height={128} />
  </div>
);
