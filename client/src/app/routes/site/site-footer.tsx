import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { BusinessFacts } from './business-facts';
import styles from './site-footer.module.css';

/** The footer of guest pages: links to the rules and the contact page, and the operator's facts. */
export const SiteFooter = () => {
  const { t } = useTranslation();
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
        <BusinessFacts />
        <p className={styles.name}>{t('legal.tagline')}</p>
      </div>
    </footer>
  );
};
