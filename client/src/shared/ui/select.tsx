import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import styles from './select.module.css';

interface SelectProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  /** One line that explains the choice. */
  hint?: string;
  onChange: (value: string) => void;
}

/** One of several, in the browser's own list: on a phone its wheel, by keyboard its letters. */
export const Select = ({ label, value, options, hint, onChange }: SelectProps) => {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.box}>
        <select
          id={id}
          className={styles.select}
          aria-describedby={hint ? `${id}-hint` : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown className={styles.arrow} size={18} strokeWidth={1.75} aria-hidden="true" />
      </div>
      {hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  );
};
