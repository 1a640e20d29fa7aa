import { useId, type CSSProperties } from 'react';
import styles from './slider.module.css';

interface SliderProps {
  label: string;
  value: number;
  min?: number;
  max: number;
  step?: number;
  /** The value in words, on the screen and for screen readers. */
  valueText: string;
  /** A value to mark on the track. */
  mark?: number;
  isDisabled?: boolean;
  onChange: (value: number) => void;
}

/** One number out of a range, with its value in words. */
export const Slider = (props: SliderProps) => {
  const { label, value, min = 0, max, step = 1, valueText, mark, isDisabled, onChange } = props;
  const id = useId();
  const percentOf = (of: number) => `${((of - min) / (max - min)) * 100}%`;
  // CSS variables are no known properties of React's style type.
  const style = { '--filled': percentOf(value), '--mark': percentOf(mark ?? min) } as CSSProperties;
  return (
    <div className={styles.slider} data-disabled={isDisabled || undefined}>
      <div className={styles.head}>
        <label htmlFor={id}>{label}</label>
        <output htmlFor={id} className={styles.value}>
          {valueText}
        </output>
      </div>
      <input
        id={id}
        type="range"
        className={styles.input}
        style={style}
        data-marked={mark !== undefined || undefined}
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={isDisabled}
        aria-valuetext={valueText}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </div>
  );
};
