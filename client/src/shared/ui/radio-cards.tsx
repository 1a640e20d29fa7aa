import type { LucideIcon } from 'lucide-react';
import { useId } from 'react';
import styles from './radio-cards.module.css';

interface RadioCardsProps<T extends string> {
  label: string;
  /** `undefined`: nothing is chosen yet. */
  value: T | undefined;
  options: readonly { value: T; label: string; text?: string; icon?: LucideIcon }[];
  onChange: (value: T) => void;
  /** Several side by side, for options of one word. */
  isCompact?: boolean;
}

/** One of several that deserve room: each a card that can be pressed anywhere. */
export const RadioCards = <T extends string>({
  label,
  value,
  options,
  onChange,
  isCompact = false,
}: RadioCardsProps<T>) => {
  const name = useId();
  return (
    <fieldset className={styles.field}>
      <legend className={styles.label}>{label}</legend>
      <div className={`${styles.cards} ${isCompact ? styles.compact : ''}`}>
        {options.map(({ icon: Icon, ...option }) => (
          <label
            key={option.value}
            className={styles.card}
            data-checked={option.value === value || undefined}
          >
            <input
              type="radio"
              className={isCompact ? 'visually-hidden' : styles.dot}
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {Icon ? <Icon className={styles.icon} size={22} strokeWidth={1.75} aria-hidden="true" /> : null}
            <span>
              {option.label}
              {option.text ? <small className={styles.text}>{option.text}</small> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
