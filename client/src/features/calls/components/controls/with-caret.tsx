import { ChevronUp } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import styles from './with-caret.module.css';

interface WithCaretProps {
  /** Wraps its child, which opens it. */
  Menu: ComponentType<{ children: ReactNode }>;
  label: string;
  /** The switch. */
  children: ReactNode;
}

/** A switch with a caret that opens the choice of its devices. */
export const WithCaret = ({ Menu, label, children }: WithCaretProps) => (
  <span className={styles.pair}>
    {children}
    <Menu>
      <button type="button" className={styles.caret} aria-label={label} title={label}>
        <ChevronUp size={16} strokeWidth={2} aria-hidden="true" />
      </button>
    </Menu>
  </span>
);
