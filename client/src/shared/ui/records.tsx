import type { ReactNode } from 'react';
import styles from './records.module.css';

/** There are none (yet): a drawing, and what would be here. */
export const NoRecords = ({ drawing, title, text }: { drawing: ReactNode; title: string; text?: string }) => (
  <div className={styles.empty}>
    {drawing}
    <h3>{title}</h3>
    {text ? <p>{text}</p> : null}
  </div>
);
