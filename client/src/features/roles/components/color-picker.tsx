import { Check, Pipette, Slash } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '@/shared/ui/text-field';
import styles from './color-picker.module.css';

/** Colours that go together; values as they are saved, so no tokens. */
const swatches = {
  pine: '#1f8a66',
  moss: '#6d9a3a',
  sky: '#3d8fc9',
  sea: '#2a9d9b',
  plum: '#7d4a9c',
  orchid: '#b45cb8',
  rose: '#d1556f',
  persimmon: '#e0702a',
  gold: '#d1a12b',
  clay: '#a8623f',
  stone: '#8a8072',
  night: '#4a5fa5',
} as const;

// Object.keys loses the literal types of the object's keys.
const names = Object.keys(swatches) as (keyof typeof swatches)[];
const isHex = (text: string) => /^#[0-9a-f]{6}$/.test(text);

interface ColorPickerProps {
  value: string | null;
  onChange: (color: string | null) => void;
}

/** A few colours that go together, none, or any other by its code. */
export const ColorPicker = ({ value, onChange }: ColorPickerProps) => {
  const { t } = useTranslation();
  const group = useId();
  const [typed, setTyped] = useState<string>();
  const type = (text: string) => {
    const hex = text.trim().toLowerCase();
    setTyped(text);
    if (isHex(hex)) onChange(hex);
  };
  const pick = (color: string | null) => {
    setTyped(undefined);
    onChange(color);
  };
  return (
    <fieldset className={styles.colors}>
      <legend>{t('roles.color')}</legend>
      <div className={styles.swatches}>
        <Swatch group={group} label={t('roles.noColor')} color={null} value={value} onPick={pick} />
        {names.map((name) => (
          <Swatch
            key={name}
            group={group}
            label={t(`roles.colors.${name}`)}
            color={swatches[name]}
            value={value}
            onPick={pick}
          />
        ))}
        <label className={`${styles.swatch} ${styles.custom}`} title={t('roles.customColor')}>
          <Pipette size={16} strokeWidth={1.75} aria-hidden="true" />
          <input
            type="color"
            aria-label={t('roles.customColor')}
            value={value ?? swatches.stone}
            onChange={(event) => pick(event.target.value)}
          />
        </label>
      </div>
      <TextField
        label={t('roles.hex')}
        value={typed ?? value ?? ''}
        placeholder="#1f8a66"
        maxLength={7}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
        error={typed && !isHex(typed.trim().toLowerCase()) ? t('roles.hexInvalid') : undefined}
      />
    </fieldset>
  );
};

interface SwatchProps {
  group: string;
  label: string;
  color: string | null;
  value: string | null;
  onPick: (color: string | null) => void;
}

const Swatch = ({ group, label, color, value, onPick }: SwatchProps) => (
  <label
    className={`${styles.swatch} ${color ? '' : styles.none}`}
    style={color ? { background: color } : undefined}
    title={label}
  >
    <input
      type="radio"
      className="visually-hidden"
      name={group}
      aria-label={label}
      checked={color === value}
      onChange={() => onPick(color)}
    />
    <Mark isChosen={color === value} isNone={color === null} />
  </label>
);

const Mark = ({ isChosen, isNone }: { isChosen: boolean; isNone: boolean }) => {
  if (isChosen) return <Check size={18} strokeWidth={3} aria-hidden="true" />;
  return isNone ? <Slash size={16} strokeWidth={1.75} aria-hidden="true" /> : null;
};
