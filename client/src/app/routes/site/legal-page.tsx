import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TermsText, type TermsName } from '@/features/terms/components/terms-text';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import styles from './legal-page.module.css';
import { LonePage } from './lone-page';
import { SiteFooter } from './site-footer';

/** A page of rules or facts, for guests and members alike. */
export const LegalPage = ({ name, children }: { name: TermsName; children?: ReactNode }) => {
  const { t } = useTranslation();
  useDocumentTitle(t(`legal.${name}`));
  return (
    <LonePage footer={<SiteFooter />}>
      <article className={styles.article}>
        <h1>{t(`legal.${name}`)}</h1>
        <TermsText name={name} />
        {children}
      </article>
    </LonePage>
  );
};
