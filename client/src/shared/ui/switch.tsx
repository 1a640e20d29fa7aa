import { Switch as Primitive } from 'radix-ui';
import { useId, type ReactNode } from 'react';
import styles from './switch.module.css';
import { Tooltip } from './tooltip.js';

interface SwitchRowProps {
  label: ReactNode;
  text?: ReactNode;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  /** The reason why it is disabled; undefined while it is enabled. */
  whyDisabled?: string;
}

/** Something that is on or off, with a line that says what it is for; the whole row can be pressed. */
export const SwitchRow = ({ label, text, isOn, onChange, whyDisabled }: SwitchRowProps) => {
  const id = useId();
  const isDisabled = whyDisabled !== undefined;
  const row = (
    <div className={styles.row} data-disabled={isDisabled || undefined}>
      <label className={styles.words} htmlFor={id}>
        <span className={styles.label}>{label}</span>
        {text ? (
          <span id={`${id}-text`} className={styles.text}>
            {text}
          </span>
        ) : null}
      </label>
      <Primitive.Root
        id={id}
        className={styles.track}
        checked={isOn}
        // Stays in the order of focus, so that the reason can be read.
        aria-disabled={isDisabled || undefined}
        aria-describedby={`${id}-text`}
        onCheckedChange={(next) => (isDisabled ? undefined : onChange(next))}
      >
        <Primitive.Thumb className={styles.thumb} />
      </Primitive.Root>
    </div>
  );
  return whyDisabled ? (
    <Tooltip label={whyDisabled} side="top">
      {row}
    </Tooltip>
  ) : (
    row
  );
};

interface SwitchProps {
  /** Its accessible name; what can be seen stands beside it. */
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** The same without words of its own, for rows that have other words. */
export const Switch = ({ label, isOn, onChange }: SwitchProps) => (
  <Primitive.Root className={styles.track} aria-label={label} checked={isOn} onCheckedChange={onChange}>
    <Primitive.Thumb className={styles.thumb} />
  </Primitive.Root>
);
