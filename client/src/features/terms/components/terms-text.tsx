import { perksOf } from '@maru/contracts/membership';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/shared/i18n/format';
import '../i18n/words';
import styles from './terms-text.module.css';

export type TermsName = 'terms' | 'privacy' | 'contact';

/** Each block of the text begins with its heading. */
const blocksOf = (text: string) =>
  text.split('\n\n').map((block) => {
    const [heading = '', ...lines] = block.split('\n');
    return { heading, text: lines.join('\n') };
  });

/** A text of rules or facts, in sections. */
export const TermsText = ({ name }: { name: TermsName }) => {
  const { t } = useTranslation();
  const limit = formatNumber(perksOf.free.messageText);
  return blocksOf(t(`terms.${name}`, { limit })).map(({ heading, text }) => (
    <section key={heading} className={styles.section}>
      <h2>{heading}</h2>
      <p>{text}</p>
    </section>
  ));
};
