import type { ReactNode } from 'react';
import { NoteDrawing } from './note-drawing';
import styles from './note-placeholder.module.css';

interface NotePlaceholderProps {
  title: string;
  text: string;
  children?: ReactNode;
}

/** Stands in for missing notes or lines: a drawing, one sentence, the next step. */
export const NotePlaceholder = ({ title, text, children }: NotePlaceholderProps) => (
  <div className={styles.placeholder}>
    <NoteDrawing />
    <h4 className={styles.title}>{title}</h4>
    <p className={styles.text}>{text}</p>
    {children}
  </div>
);
