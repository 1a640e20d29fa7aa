import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { businessFacts, site } from '@/shared/config/site';
import styles from './site-footer.module.css';

/** The footer of guest pages: links to the rules and the contact page, and the operator's facts. */
export const SiteFooter = () => {
  const { t } = useTranslation();
  const facts = businessFacts.flatMap((fact) => {
    const value = site.business[fact];
    return value ? [{ fact, value }] : [];
  });
  return (
    <footer className={styles.footer}>
      <div className={styles.inside}>
        <nav className={styles.links} aria-label={t('legal.links')}>
          <Link to={paths.terms.to()}>{t('legal.terms')}</Link>
          <Link to={paths.privacy.to()} className={styles.strong}>
            {t('legal.privacy')}
          </Link>
          <Link to={paths.contact.to()}>{t('legal.contact')}</Link>
        </nav>
        {facts.length > 0 ? (
          <dl className={styles.facts}>
            {facts.map(({ fact, value }) => (
              <div key={fact}>
                <dt>{t(`legal.business.${fact}`)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        ) : null}
        <p className={styles.name}>{t('legal.tagline')}</p>
      </div>
    </footer>
  );
};
