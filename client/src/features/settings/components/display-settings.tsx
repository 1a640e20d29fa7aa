import { useTranslation } from 'react-i18next';
import { currentLocale, setLocale } from '@/shared/i18n/i18n';
import { setTheme, useTheme } from '@/shared/lib/theme';
import { Segmented } from '@/shared/ui/segmented';
import styles from '@/shared/ui/form.module.css';

/** Theme and language, on this device. */
export const DisplaySettings = () => {
  const { t } = useTranslation();
  const theme = useTheme((state) => state.theme);
  return (
    <div className={styles.form}>
      <Segmented
        label={t('settings.display.theme')}
        value={theme}
        onChange={setTheme}
        options={[
          { value: 'system', label: t('settings.display.themeSystem') },
          { value: 'light', label: t('settings.display.themeLight') },
          { value: 'dark', label: t('settings.display.themeDark') },
        ]}
      />
      <Segmented
        label={t('settings.display.language')}
        value={currentLocale()}
        onChange={setLocale}
        options={[
          { value: 'ko', label: '한국어' },
          { value: 'en', label: 'English' },
        ]}
      />
    </div>
  );
};
