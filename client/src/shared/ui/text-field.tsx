import { countCharacters } from '@maru/contracts/graphemes';
import { Eye, EyeOff } from 'lucide-react';
import {
  useId,
  useState,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type TextareaHTMLAttributes,
} from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './icon-button.js';
import styles from './text-field.module.css';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string;
}

/** The attributes that tie a control to its label, hint and error. */
interface ControlProps {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string;
}

/** A label above a control, its hint and error below, read out with it. */
const Field = ({
  label,
  hint,
  error,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) => {
  const id = useId();
  const control: ControlProps = {
    id,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': `${id}-hint ${id}-error`,
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.box} data-invalid={error ? true : undefined}>
        {children(control)}
      </div>
      <div id={`${id}-hint`} className={styles.hint}>
        {hint}
      </div>
      <p id={`${id}-error`} className={styles.error} role={error ? 'alert' : undefined}>
        {error}
      </p>
    </div>
  );
};

/**
 * The error for a text that is longer than allowed. The browser's own limit counts UTF-16 units, cuts through emoji and
 * syllables, and does so without a word; so it is never set.
 */
const useLengthError = (value: unknown, maxLength: number | undefined): string | undefined => {
  const { t } = useTranslation();
  const over = typeof value === 'string' && maxLength !== undefined ? countCharacters(value) - maxLength : 0;
  return over > 0 ? t('common.tooLong', { count: over }) : undefined;
};

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement>, FieldProps {
  label: string;
  /** Something at the end of the field, such as a button. */
  trailing?: ReactNode;
  /** In characters as contracts count them. */
  maxLength?: number;
  ref?: Ref<HTMLInputElement>;
}

export const TextField = ({ label, hint, error, trailing, maxLength, ...input }: TextFieldProps) => {
  const lengthError = useLengthError(input.value, maxLength);
  return (
    <Field label={label} hint={hint} error={lengthError ?? error}>
      {(control) => (
        <>
          <input {...input} {...control} className={styles.input} />
          {trailing}
        </>
      )}
    </Field>
  );
};

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement>, FieldProps {
  label: string;
  /** In characters as contracts count them. */
  maxLength?: number;
}

/** A text of several lines. */
export const TextArea = ({ label, hint, error, maxLength, ...input }: TextAreaProps) => {
  const lengthError = useLengthError(input.value, maxLength);
  return (
    <Field label={label} hint={hint} error={lengthError ?? error}>
      {(control) => <textarea {...input} {...control} className={`${styles.input} ${styles.area}`} />}
    </Field>
  );
};

/** A password that can be looked at. */
export const PasswordField = (props: Omit<TextFieldProps, 'type' | 'trailing'>) => {
  const { t } = useTranslation();
  const [isShown, setIsShown] = useState(false);
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
      trailing={
        <IconButton
          icon={isShown ? EyeOff : Eye}
          label={t(isShown ? 'common.hidePassword' : 'common.showPassword')}
          onClick={() => setIsShown(!isShown)}
        />
      }
    />
  );
};
