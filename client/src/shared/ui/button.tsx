import type { ButtonHTMLAttributes, Ref } from 'react';
import styles from './button.module.css';
import { Spinner } from './spinner.js';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: Variant;
  size?: 'm' | 'l';
  isWide?: boolean;
  /** Shows that it works and takes no further clicks. */
  isBusy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** The classes of a button, for links that look like one. */
export const buttonClass = ({
  variant = 'primary',
  size = 'm',
  isWide = false,
}: Pick<ButtonProps, 'variant' | 'size' | 'isWide'>) =>
  [styles.button, styles[variant], styles[size], isWide ? styles.wide : ''].join(' ');

export const Button = ({ variant, size, isWide, isBusy, children, className = '', ...rest }: ButtonProps) => (
  <button
    type="button"
    {...rest}
    aria-busy={isBusy || undefined}
    disabled={rest.disabled || isBusy}
    className={`${buttonClass({ variant, size, isWide })} ${className}`}
  >
    {isBusy ? <Spinner /> : null}
    {children}
  </button>
);
