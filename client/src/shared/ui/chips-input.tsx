import { X } from 'lucide-react';
import { useId, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chip } from '@/shared/lib/chip';
import styles from './chips-input.module.css';

interface ChipsInputProps<C extends Chip> {
  label: string;
  /** The number of chips, and the limit, in words. */
  count: string;
  hint: string;
  placeholder: string;
  error: string | undefined;
  /** Read out with a chip that is not valid. */
  invalidLabel: string;
  inputMode?: 'email' | 'text';
  chips: readonly C[];
  /** Typed text that is not a chip yet; the form counts it, too. */
  text: string;
  onType: (text: string) => void;
  /** Takes what was typed or pasted: one chip or many. */
  onAdd: (text: string) => void;
  onRemove: (chip: C) => void;
  /** Returns true when the typed text completes a chip. */
  endsChip: (text: string) => boolean;
}

/** Several short texts in one field: each becomes a chip when it ends, and pasted lists become many. */
export const ChipsInput = <C extends Chip>(props: ChipsInputProps<C>) => {
  const { label, count, hint, placeholder, error, chips, text, onType, onAdd, endsChip } = props;
  const id = useId();
  const [isFocused, setIsFocused] = useState(false);
  const add = (more: string) => {
    onAdd(more);
    onType('');
  };
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    add(text + event.clipboardData.getData('text'));
  };
  const press = (event: KeyboardEvent) => {
    // The key belongs to the syllable that is being composed.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && text.trim()) {
      event.preventDefault();
      add(text);
    }
    const last = chips.at(-1);
    if (event.key === 'Backspace' && text === '' && last) {
      event.preventDefault();
      props.onRemove(last);
      onType(last.isValid ? '' : last.text);
    }
  };
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <label htmlFor={id}>{label}</label>
        <span>{count}</span>
      </div>
      <div
        className={styles.box}
        data-focused={isFocused || undefined}
        data-invalid={error ? true : undefined}
      >
        <Chips {...props} />
        <input
          id={id}
          type="text"
          inputMode={props.inputMode}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className={styles.input}
          value={text}
          placeholder={chips.length === 0 ? placeholder : undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          onChange={(event) =>
            endsChip(event.target.value) ? add(event.target.value) : onType(event.target.value)
          }
          onPaste={paste}
          onKeyDown={press}
          onFocus={() => setIsFocused(true)}
          onBlur={() => {
            setIsFocused(false);
            if (text.trim()) add(text);
          }}
        />
      </div>
      <p id={`${id}-hint`} className={styles.hint}>
        {error ? null : hint}
      </p>
      <p id={`${id}-error`} className={styles.error} role={error ? 'alert' : undefined}>
        {error}
      </p>
    </div>
  );
};

const Chips = <C extends Chip>({ label, chips, invalidLabel, onRemove }: ChipsInputProps<C>) => {
  const { t } = useTranslation();
  return (
    <ul className={styles.chips} aria-label={label}>
      {chips.map((chip) => (
        <li key={chip.text} className={styles.chip} data-invalid={!chip.isValid || undefined}>
          <span>{chip.text}</span>
          {chip.isValid ? null : <span className="visually-hidden">{invalidLabel}</span>}
          <button
            type="button"
            className={styles.remove}
            aria-label={t('common.removeChip', { text: chip.text })}
            onClick={() => onRemove(chip)}
          >
            <X size={14} strokeWidth={2} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
};
