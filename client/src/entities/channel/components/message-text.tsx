import { memo, type ReactNode } from 'react';
import { findLinks } from '@/shared/lib/find-links';
import styles from './message-text.module.css';

const emojiOnly =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200D|\uFE0F|\s)+$/u;
const maxLargeEmoji = 27;

const isLargeEmoji = (text: string) => text.length <= maxLargeEmoji * 4 && emojiOnly.test(text);

const withLinks = (text: string): ReactNode[] => {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const link of findLinks(text)) {
    parts.push(
      text.slice(end, link.index),
      <a key={link.index} href={link.href} target="_blank" rel="noopener noreferrer nofollow ugc">
        {link.text}
      </a>,
    );
    end = link.index + link.text.length;
  }
  return [...parts, text.slice(end)];
};

interface MessageTextProps {
  text: string;
  /** Goes on in the last line. */
  trailing?: ReactNode;
}

/** A message's words: links work, emoji alone are large, line ends stay. */
export const MessageText = memo(({ text, trailing }: MessageTextProps) => (
  <p className={`${styles.text} ${isLargeEmoji(text) ? styles.large : ''}`} dir="auto">
    {trailing ? <span>{withLinks(text)}</span> : withLinks(text)}
    {trailing}
  </p>
));
