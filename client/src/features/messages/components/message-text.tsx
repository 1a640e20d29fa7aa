import Linkify from 'linkify-react';
import { memo } from 'react';
import styles from './message-text.module.css';

const options = {
  target: '_blank',
  rel: 'noopener noreferrer nofollow ugc',
  // Nothing but the web; written without a scheme it means https.
  validate: { url: (value: string) => /^(https?:\/\/|[^:]+\.)/i.test(value), email: () => false },
  defaultProtocol: 'https',
};

const emojiOnly =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200D|\uFE0F|\s)+$/u;
const maxLargeEmoji = 27;

const isLargeEmoji = (text: string) => text.length <= maxLargeEmoji * 4 && emojiOnly.test(text);

/** A message's words: links work, emoji alone are large, line ends stay. */
export const MessageText = memo(({ text }: { text: string }) => (
  <p className={`${styles.text} ${isLargeEmoji(text) ? styles.large : ''}`} dir="auto">
    <Linkify options={options}>{text}</Linkify>
  </p>
));
