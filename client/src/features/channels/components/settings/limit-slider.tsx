import { limits } from '@maru/contracts/limits';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './place-settings.module.css';

interface LimitSliderProps {
  /** `null`: as many as come. */
  value: number | null;
  onChange: (value: number | null) => void;
}

/** How many people fit into a voice channel; all the way to the left: no limit. */
export const LimitSlider = ({ value, onChange }: LimitSliderProps) => {
  const { t } = useTranslation();
  const id = useId();
  const words = value === null ? t('channelSettings.noLimit') : t('channelSettings.people', { count: value });
  return (
    <div className={styles.setting}>
      <div className={styles.sliderHead}>
        <label htmlFor={id}>{t('channelSettings.userLimit')}</label>
        <output htmlFor={id}>{words}</output>
      </div>
      <input
        id={id}
        className={styles.slider}
        type="range"
        min={0}
        max={limits.voiceUsers.max}
        value={value ?? 0}
        aria-valuetext={words}
        onChange={(event) => onChange(Number(event.target.value) || null)}
      />
      <p className={styles.hint}>{t('channelSettings.userLimitHint')}</p>
    </div>
  );
};
