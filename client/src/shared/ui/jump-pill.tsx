import { ArrowDown } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './jump-pill.module.css';

interface JumpPillProps {
  children: ReactNode;
  onJump: () => void;
}

/** Leads back to the end of a list; floats above its lower edge. */
export const JumpPill = ({ children, onJump }: JumpPillProps) => (
  <button type="button" className={styles.pill} onClick={onJump}>
    {children}
    <ArrowDown size={16} strokeWidth={2} aria-hidden="true" />
  </button>
);
