import { passwordRules, type PasswordRule } from '@maru/contracts/passwords';
import { Check, Dot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './password-rules.module.css';

// Object.keys loses the literal types of the object's keys.
const rules = Object.keys(passwordRules) as PasswordRule[];

/** The rules of a new password, ticked off while it is typed. */
export const PasswordRules = ({ password }: { password: string }) => {
  const { t } = useTranslation();
  return (
    <ul className={styles.rules} aria-label={t('auth.rules.title')}>
      {rules.map((rule) => {
        const isMet = passwordRules[rule](password);
        const Icon = isMet ? Check : Dot;
        return (
          <li key={rule} className={isMet ? styles.met : styles.unmet}>
            <Icon size={16} strokeWidth={2.5} aria-hidden="true" />
            {t(`auth.rules.${rule}`)}
            <span className="visually-hidden">{t(isMet ? 'auth.rules.met' : 'auth.rules.unmet')}</span>
          </li>
        );
      })}
    </ul>
  );
};
