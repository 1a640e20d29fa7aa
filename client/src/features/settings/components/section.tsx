import type { ReactNode } from 'react';
import styles from './settings.module.css';

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

/** One setting: what it is, how it stands, what can be done. */
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
