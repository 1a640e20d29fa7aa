import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import styles from './legal-page.module.css';
import { LonePage } from './lone-page';
import { SiteFooter } from './site-footer';

type Name = 'terms' | 'privacy' | 'contact';

/** Each block of the text begins with its heading. */
const blocksOf = (text: string) =>
  text.split('\n\n').map((block) => {
    const [heading = '', ...lines] = block.split('\n');
    return { heading, text: lines.join('\n') };
  });

/** A page of rules or facts, for guests and members alike. */
export const LegalPage = ({ name, children }: { name: Name; children?: ReactNode }) => {
  const { t } = useTranslation();
  useDocumentTitle(t(`legal.${name}`));
  return (
    <LonePage footer={<SiteFooter />}>
      <article className={styles.article}>
        <h1>{t(`legal.${name}`)}</h1>
        {blocksOf(t(`legal.${name}Text`)).map(({ heading, text }) => (
          <section key={heading} className={styles.section}>
            <h2>{heading}</h2>
            <p>{text}</p>
          </section>
        ))}
        {children}
      </article>
    </LonePage>
  );
};
