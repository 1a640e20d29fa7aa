import { limits } from '@maru/contracts/limits';
import { X } from 'lucide-react';
import { useId, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addEmails, endsAddress, type EmailChip } from '../model/email-list';
import styles from './email-chips.module.css';

interface EmailChipsProps {
  label: string;
  chips: readonly EmailChip[];
  error: string | undefined;
  onChange: (chips: EmailChip[]) => void;
  /** What has been typed and is no chip yet; the form counts it, too. */
  text: string;
  onType: (text: string) => void;
}

/** Several addresses in one field: each becomes a chip when it ends, and pasted lists become many. */
export const EmailChips = ({ label, chips, error, onChange, text, onType }: EmailChipsProps) => {
  const { t } = useTranslation();
  const id = useId();
  const [isFocused, setIsFocused] = useState(false);
  const add = (more: string) => {
    onChange(addEmails(chips, more));
    onType('');
  };
  const remove = (chip: EmailChip) => onChange(chips.filter((each) => each !== chip));
  const type = (next: string) => (endsAddress(next) ? add(next) : onType(next));
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    add(text + event.clipboardData.getData('text'));
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && text.trim()) {
      event.preventDefault();
      add(text);
    }
    const last = chips.at(-1);
    if (event.key === 'Backspace' && text === '' && last) {
      event.preventDefault();
      remove(last);
      onType(last.isValid ? '' : last.text);
    }
  };

  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <label htmlFor={id}>{label}</label>
        <span>{t('invites.mail.count', { count: chips.length, max: limits.emailInvites.perRequest })}</span>
      </div>
      <div
        className={styles.box}
        data-focused={isFocused || undefined}
        data-invalid={error ? true : undefined}
      >
        <ul className={styles.chips} aria-label={label}>
          {chips.map((chip) => (
            <li key={chip.text} className={styles.chip} data-invalid={!chip.isValid || undefined}>
              <span>{chip.text}</span>
              {chip.isValid ? null : <span className="visually-hidden">{t('invites.mail.chipInvalid')}</span>}
              <button
                type="button"
                className={styles.remove}
                aria-label={t('invites.mail.removeChip', { email: chip.text })}
                onClick={() => remove(chip)}
              >
                <X size={14} strokeWidth={2} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        <input
          id={id}
          type="text"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className={styles.input}
          value={text}
          placeholder={chips.length === 0 ? t('invites.mail.placeholder') : undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-hint ${id}-error`}
          onChange={(event) => type(event.target.value)}
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
        {error ? null : t('invites.mail.hint')}
      </p>
      <p id={`${id}-error`} className={styles.error} role={error ? 'alert' : undefined}>
        {error}
      </p>
    </div>
  );
};
