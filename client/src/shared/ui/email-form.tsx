import { email as emailSchema } from '@maru/contracts/email';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import { FormError } from './form-error.js';
import styles from './form.module.css';
import { TextField } from './text-field.js';

interface EmailFormProps {
  label: string;
  submitLabel: string;
  initialValue?: string;
  isBusy: boolean;
  error: unknown;
  onSubmit: (email: string) => void;
}

/** Asks for one address, to mail a code to. */
export const EmailForm = ({
  label,
  submitLabel,
  initialValue = '',
  isBusy,
  error,
  onSubmit,
}: EmailFormProps) => {
  const { t } = useTranslation();
  const [value, setValue] = useState(initialValue);
  const [isInvalid, setIsInvalid] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = emailSchema.safeParse(value);
    setIsInvalid(!parsed.success);
    if (parsed.success) onSubmit(parsed.data);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField
        label={label}
        type="email"
        inputMode="email"
        autoComplete="email"
        value={value}
        onChange={(event) => setValue(event.target.value)}
        error={isInvalid ? t('auth.fields.emailInvalid') : undefined}
      />
      <FormError error={error} />
      <Button type="submit" size="l" isWide isBusy={isBusy}>
        {submitLabel}
      </Button>
    </form>
  );
};
