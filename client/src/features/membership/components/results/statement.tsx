import type { LucideIcon } from 'lucide-react';
import { Spinner } from '@/shared/ui/spinner';
import styles from './result.module.css';

export interface Look {
  /** Turns while nothing is known yet, if there is none. */
  icon?: LucideIcon;
  tone?: 'accent' | 'warning';
}

interface StatementProps extends Look {
  title: string;
  text: string;
}

/** The end of something that a window of Toss was opened for, or its state on the way there. */
export const Statement = ({ icon: Icon, tone, title, text }: StatementProps) => (
  <div className={styles.result}>
    <span className={styles.mark} data-tone={tone}>
      {Icon ? <Icon size={26} strokeWidth={1.75} aria-hidden="true" /> : <Spinner />}
    </span>
    <div>
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.text}>{text}</p>
    </div>
  </div>
);
