import type { ReactNode } from 'react';
import styles from './records.module.css';

interface NoRecordsProps {
  drawing: ReactNode;
  title: string;
  text?: string;
  action?: ReactNode;
}

/** The empty state of a list: a drawing, an explanation, and the next step. */
export const NoRecords = ({ drawing, title, text, action }: NoRecordsProps) => (
  <div className={styles.empty}>
    {drawing}
    <h3>{title}</h3>
    {text ? <p>{text}</p> : null}
    {action}
  </div>
);
