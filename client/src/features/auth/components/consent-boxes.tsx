import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { Checkbox } from '@/shared/ui/checkbox';
import { Dialog } from '@/shared/ui/dialog';
import styles from './consent-boxes.module.css';

export const consentNames = ['terms', 'privacy', 'age14', 'marketing'] as const;
export type ConsentName = (typeof consentNames)[number];
export type Consents = Record<ConsentName, boolean>;

export const noConsents: Consents = { terms: false, privacy: false, age14: false, marketing: false };
export const hasRequired = ({ terms, privacy, age14 }: Consents): boolean => terms && privacy && age14;

interface ConsentBoxesProps {
  value: Consents;
  onChange: (value: Consents) => void;
  error?: string;
}

/** The master box and one box each; nothing is ticked beforehand, and optional is optional. */
export const ConsentBoxes = ({ value, onChange, error }: ConsentBoxesProps) => {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Exclude<ConsentName, 'age14'>>();
  const isAll = consentNames.every((name) => value[name]);
  const setAll = (isOn: boolean) => onChange({ terms: isOn, privacy: isOn, age14: isOn, marketing: isOn });

  return (
    <fieldset className={styles.boxes}>
      <legend className="visually-hidden">{t('auth.consent.title')}</legend>
      <Checkbox
        isStrong
        label={t('auth.consent.all')}
        checked={isAll}
        onChange={(event) => setAll(event.target.checked)}
      />
      <hr className={styles.line} />
      {consentNames.map((name) => (
        <div key={name} className={styles.row}>
          <Checkbox
            label={t(`auth.consent.${name}`)}
            checked={value[name]}
            onChange={(event) => onChange({ ...value, [name]: event.target.checked })}
          />
          {name === 'age14' ? null : (
            <button
              type="button"
              className={styles.view}
              aria-label={t('auth.consent.viewOf', { what: t(`auth.consent.${name}`) })}
              onClick={() => setShown(name)}
            >
              {t('auth.consent.view')}
            </button>
          )}
        </div>
      ))}
      {error ? (
        <p className={styles.error} role="alert">
          {error}
        </p>
      ) : null}
      <Dialog
        isOpen={shown !== undefined}
        onClose={() => setShown(undefined)}
        title={shown ? t(`auth.consent.${shown}`) : ''}
        actions={<Button onClick={() => setShown(undefined)}>{t('common.close')}</Button>}
      >
        <p className={styles.text}>{shown ? t(`auth.consent.${shown}Text`) : ''}</p>
      </Dialog>
    </fieldset>
  );
};
