import { countCharacters } from '@maru/contracts/graphemes';
import { limits } from '@maru/contracts/limits';
import { tidyLines } from '@maru/contracts/visible-text';
import { useEffect, useLayoutEffect, type RefObject, type TextareaHTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './message-field.module.css';

const showCountBelow = 200;

/** The number of characters that a message may still grow by; negative when it is too long. */
export const charactersLeft = (text: string): number =>
  limits.messageText.max - countCharacters(text.trimEnd());

/** The text as it is sent; undefined when it has no visible character or is too long. */
export const sendableText = (given: string): string | undefined => {
  const text = tidyLines(given);
  return text && charactersLeft(text) >= 0 ? text : undefined;
};

/** Measured from nothing, or it would never shrink; the borders are not part of the scrolled height. */
const fit = (element: HTMLTextAreaElement) => {
  element.style.height = '0';
  const borders = element.offsetHeight - element.clientHeight;
  element.style.height = `${element.scrollHeight + borders}px`;
};

interface MessageFieldProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  field: RefObject<HTMLTextAreaElement | null>;
  label: string;
  value: string;
}

/** A field for the text of a message: as tall as its text, up to a part of the window. */
export const MessageField = ({ field, label, className = '', ...rest }: MessageFieldProps) => {
  useLayoutEffect(() => {
    if (field.current) fit(field.current);
  }, [field, rest.value]);
  // A narrower field breaks its lines elsewhere.
  useEffect(() => {
    const element = field.current;
    if (!element) return undefined;
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return;
      width = element.clientWidth;
      fit(element);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [field]);
  return (
    <textarea ref={field} className={`${styles.field} ${className}`} aria-label={label} rows={1} {...rest} />
  );
};

/** Tells towards the end how much fits, and beyond it how much is too much. */
export const LengthNote = ({ text }: { text: string }) => {
  const { t } = useTranslation();
  const left = charactersLeft(text);
  if (left >= showCountBelow) return null;
  return (
    <p className={left < 0 ? styles.over : styles.count} role="status">
      {left < 0 ? t('messages.tooLong', { count: -left }) : t('messages.left', { count: left })}
    </p>
  );
};
