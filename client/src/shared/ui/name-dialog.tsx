import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../errors/error-words.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { TextField } from './text-field.js';

interface NameDialogProps {
  title: string;
  description?: string;
  label: string;
  placeholder?: string;
  submitLabel: string;
  initialName?: string;
  /** The contract's schema of the name. */
  isValid: (name: string) => boolean;
  invalidText: string;
  isBusy: boolean;
  error: unknown;
  onSubmit: (name: string) => void;
  onClose: () => void;
  /** Further fields above the name. */
  children?: ReactNode;
  /** And below it. */
  fieldsBelow?: ReactNode;
  /** Another way on, below the button. */
  footer?: ReactNode;
}

/** Asks for a name; mounted only while it is open, so it starts fresh each time. */
export const NameDialog = (props: NameDialogProps) => {
  const {
    title,
    description,
    label,
    placeholder,
    submitLabel,
    isValid,
    invalidText,
    isBusy,
    error,
    onSubmit,
    onClose,
  } = props;
  const { t } = useTranslation();
  const [name, setName] = useState(props.initialName ?? '');
  const [wasTried, setWasTried] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (isValid(name) && !isBusy) onSubmit(name.trim());
  };

  const problem = wasTried && !isValid(name) ? invalidText : error ? errorWords(t, error) : undefined;
  return (
    <Dialog isOpen title={title} description={description} onClose={onClose}>
      <form onSubmit={submit} style={{ display: 'grid', gap: 'var(--space-4)' }} noValidate>
        {props.children}
        <TextField
          label={label}
          placeholder={placeholder}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={problem}
          autoComplete="off"
        />
        {props.fieldsBelow}
        <Button type="submit" size="l" isWide isBusy={isBusy}>
          {submitLabel}
        </Button>
        {props.footer}
      </form>
    </Dialog>
  );
};
