import { accents, type Accent } from '@maru/contracts/http/user/profiles';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './accent-picker.module.css';

interface AccentPickerProps {
  label: string;
  value: Accent;
  onChange: (accent: Accent) => void;
}

/** Picks one of the accent colours of profiles and folders. */
export const AccentPicker = ({ label, value, onChange }: AccentPickerProps) => {
  const { t } = useTranslation();
  const name = useId();
  return (
    <fieldset className={styles.accents}>
      <legend>{label}</legend>
      {accents.map((accent) => (
        <label key={accent} className={styles.accent} style={{ background: `var(--profile-${accent})` }}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            aria-label={t(`profiles.accents.${accent}`)}
            checked={accent === value}
            onChange={() => onChange(accent)}
          />
        </label>
      ))}
    </fieldset>
  );
};
