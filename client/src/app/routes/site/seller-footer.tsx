import { useTranslation } from 'react-i18next';
import { paths } from '@/shared/config/paths';
import { site } from '@/shared/config/site';
import { BusinessFacts } from './business-facts';
import styles from './seller-footer.module.css';

/** The Fair Trade Commission's entry of a business. */
const registrationUrl = (number: string) =>
  `https://www.ftc.go.kr/bizCommPop.do?wrkr_no=${encodeURIComponent(number.replaceAll(/\D/g, ''))}`;

/** The seller's facts below a page that sells, as the law demands. Its links open tabs, so that a purchase or a call goes on. */
export const SellerFooter = () => {
  const { t } = useTranslation();
  const { registrationNumber } = site.business;
  const links = [
    { text: t('legal.terms'), href: paths.terms.to() },
    { text: t('legal.privacy'), href: paths.privacy.to() },
    { text: t('legal.contact'), href: paths.contact.to() },
    ...(registrationNumber
      ? [{ text: t('legal.business.check'), href: registrationUrl(registrationNumber) }]
      : []),
  ];
  return (
    <footer className={styles.footer}>
      <nav className={styles.links} aria-label={t('legal.links')}>
        {links.map(({ text, href }) => (
          <a key={href} href={href} target="_blank" rel="noreferrer">
            {text}
          </a>
        ))}
      </nav>
      <BusinessFacts isSelling />
    </footer>
  );
};
