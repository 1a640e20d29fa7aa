import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './checkbox.module.css';

interface CheckboxProps extends InputHTMLAttributes<HTMLInputElement> {
  label: ReactNode;
  isStrong?: boolean;
  ref?: Ref<HTMLInputElement>;
}

export const Checkbox = ({ label, isStrong, ...input }: CheckboxProps) => (
  <label className={`${styles.row} ${isStrong ? styles.strong : ''}`}>
    <input {...input} type="checkbox" className={styles.box} />
    <span>{label}</span>
  </label>
);
