import { useTranslation } from 'react-i18next';
import { formatDuration } from '@/shared/i18n/format';
import { Select } from '@/shared/ui/select';
import styles from './place-settings.module.css';

const pauses = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600];

/** The API takes any number; one that isn't offered is shown as well. */
const withChosen = (offered: readonly number[], chosen: number): number[] =>
  [...new Set([...offered, ...(chosen > 0 ? [chosen] : [])])].toSorted((a, b) => a - b);

interface SlowModeProps {
  value: number;
  onChange: (seconds: number) => void;
}

/** The pause between two messages of a member. */
export const SlowModeSelect = ({ value, onChange }: SlowModeProps) => {
  const { t } = useTranslation();
  const offered = withChosen(pauses, value);
  return (
    <div className={styles.setting}>
      <Select
        label={t('channelSettings.slowMode')}
        value={String(value)}
        options={[
          { value: '0', label: t('channelSettings.slowModeOff') },
          ...offered.map((seconds) => ({ value: String(seconds), label: formatDuration(seconds) })),
        ]}
        onChange={(chosen) => onChange(Number(chosen))}
      />
      <p className={styles.hint}>{t('channelSettings.slowModeHint')}</p>
    </div>
  );
};

/** A call connects every member to every other, so the service's own limit is not far above these. */
const crowds = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

interface UserLimitProps {
  value: number | null;
  onChange: (people: number | null) => void;
}

/** The most people in the channel's call. */
export const UserLimitSelect = ({ value, onChange }: UserLimitProps) => {
  const { t } = useTranslation();
  return (
    <div className={styles.setting}>
      <Select
        label={t('channelSettings.userLimit')}
        value={String(value ?? 0)}
        options={[
          { value: '0', label: t('channelSettings.userLimitOff') },
          ...withChosen(crowds, value ?? 0).map((count) => ({
            value: String(count),
            label: t('channelSettings.people', { count }),
          })),
        ]}
        onChange={(chosen) => onChange(Number(chosen) || null)}
      />
      <p className={styles.hint}>{t('channelSettings.userLimitHint')}</p>
    </div>
  );
};
