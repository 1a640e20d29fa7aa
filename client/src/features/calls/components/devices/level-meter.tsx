import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoiceLevel } from '../../model/devices/voice-level';
import styles from './level-meter.module.css';

interface LevelMeterProps {
  /** Subscribes to the loudness; undefined while there is none. */
  onLevel: ((listener: (level: VoiceLevel) => void) => () => void) | undefined;
}

const lowest = -80;
const highest = -10;

const shareOf = (db: number) => Math.min(1, Math.max(0, (db - lowest) / (highest - lowest)));

/** Shows the loudness of the microphone. Written past React: it changes thirty times per second. */
export const LevelMeter = ({ onLevel }: LevelMeterProps) => {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = (share: number, isVoice: boolean) => {
      const element = bar.current;
      if (!element) return;
      element.style.setProperty('--level', String(share));
      element.dataset.voice = String(isVoice);
      element.setAttribute('aria-valuenow', String(Math.round(share * 100)));
    };
    const stop = onLevel?.(({ rawDb, isVoice }) => show(shareOf(rawDb), isVoice));
    return () => {
      stop?.();
      show(0, false);
    };
  }, [onLevel]);
  return (
    <div
      ref={bar}
      role="meter"
      aria-label={t('calls.devices.level')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      className={styles.meter}
    >
      <div className={styles.fill} />
    </div>
  );
};
