import type { ReactNode } from 'react';
import { MessageText } from '@/entities/channel/components/message-text';
import { contains, partsOf } from '../model/find';
import styles from './line-text.module.css';

interface LineTextProps {
  text: string;
  /** Occurrences of this search are marked. */
  marked?: string;
  trailing?: ReactNode;
}

/** The words of a line. While a search finds something in it, links are plain text. */
export const LineText = ({ text, marked = '', trailing }: LineTextProps) => {
  if (!contains(text, marked)) return <MessageText text={text} trailing={trailing} />;
  return (
    <p className={styles.text} dir="auto">
      {partsOf(text, marked).map((part, index) =>
        // Parts have no identity but their place.
        // eslint-disable-next-line react/no-array-index-key
        part.isMatch ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
      )}
      {trailing}
    </p>
  );
};
