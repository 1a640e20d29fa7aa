import { useTranslation } from 'react-i18next';
import { businessFacts, site } from '@/shared/config/site';
import styles from './business-facts.module.css';

/** The configured facts about the operator. A page that sells shows every fact, and marks those that are missing. */
export const BusinessFacts = ({ isSelling = false }: { isSelling?: boolean }) => {
  const { t } = useTranslation();
  const missing = isSelling ? t('legal.business.missing') : undefined;
  const facts = businessFacts.map((fact) => ({ fact, value: site.business[fact] ?? missing }));
  const email = { fact: 'email', value: site.contactEmail ?? missing } as const;
  const shown = [...facts, ...(isSelling ? [email] : [])].filter(({ value }) => value !== undefined);
  if (shown.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {shown.map(({ fact, value }) => (
        <div key={fact}>
          <dt>{t(`legal.business.${fact}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};
