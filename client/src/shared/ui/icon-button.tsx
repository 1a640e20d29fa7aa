import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, Ref } from 'react';
import styles from './icon-button.module.css';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  /** Its accessible name and its tooltip. */
  label: string;
  isDanger?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export const IconButton = ({ icon: Icon, label, isDanger, className = '', ...rest }: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    {...rest}
    className={`${styles.button} ${isDanger ? styles.danger : ''} ${className}`}
  >
    <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
  </button>
);
