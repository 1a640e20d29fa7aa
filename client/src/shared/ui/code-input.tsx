import { useEffect, useId, useRef, type ChangeEvent, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './code-input.module.css';

interface CodeInputProps {
  label: string;
  length: number;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  disabled?: boolean;
}

const digitsOf = (text: string) => text.replace(/\D/g, '');

/** One box per digit: typing moves on, backspace back, pasting fills all of them. An empty code starts at its first box. */
export const CodeInput = ({ label, length, value, onChange, error, disabled }: CodeInputProps) => {
  const { t } = useTranslation();
  const id = useId();
  const boxes = useRef<(HTMLInputElement | null)[]>([]);
  const focus = (index: number) => boxes.current[Math.max(0, Math.min(length - 1, index))]?.focus();

  const isEmpty = value === '';
  // The code is what its step is about, and a refused one is typed again from the start.
  useEffect(() => {
    if (isEmpty) boxes.current[0]?.focus();
  }, [isEmpty]);

  const put = (index: number, digits: string) => {
    if (!digits) return;
    const next = (value.slice(0, index) + digits + value.slice(index + digits.length)).slice(0, length);
    onChange(next);
    focus(index + digits.length);
  };

  const handleChange = (index: number) => (event: ChangeEvent<HTMLInputElement>) => {
    const digits = digitsOf(event.target.value);
    // A box that is full takes the digit that was typed into it last; autofill brings the whole code.
    put(index, digits.length > 2 ? digits : digits.slice(-1));
  };

  const handleKeyDown = (index: number) => (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowLeft') focus(index - 1);
    else if (event.key === 'ArrowRight') focus(index + 1);
    else if (event.key === 'Backspace') {
      event.preventDefault();
      const at = value[index] ? index : index - 1;
      onChange(value.slice(0, Math.max(0, at)));
      focus(at);
    }
  };

  const handlePaste = (event: ClipboardEvent) => {
    event.preventDefault();
    const digits = digitsOf(event.clipboardData.getData('text')).slice(0, length);
    onChange(digits);
    focus(digits.length);
  };

  return (
    <fieldset className={styles.field} aria-describedby={`${id}-error`} disabled={disabled}>
      <legend className={styles.label}>{label}</legend>
      <div className={styles.boxes}>
        {Array.from({ length }, (_, index) => (
          <input
            key={index}
            ref={(element) => void (boxes.current[index] = element)}
            className={styles.box}
            inputMode="numeric"
            autoComplete={index === 0 ? 'one-time-code' : 'off'}
            aria-label={t('auth.confirm.digit', { number: index + 1, total: length })}
            aria-invalid={error ? true : undefined}
            value={value[index] ?? ''}
            onChange={handleChange(index)}
            onKeyDown={handleKeyDown(index)}
            onPaste={handlePaste}
            onFocus={(event) => event.target.select()}
          />
        ))}
      </div>
      <p id={`${id}-error`} className={styles.error} role={error ? 'alert' : undefined}>
        {error}
      </p>
    </fieldset>
  );
};
