import { countCharacters } from '@maru/contracts/graphemes';
import { perksOf } from '@maru/contracts/membership';
import { tidyLines } from '@maru/contracts/visible-text';
import { useEffect, useLayoutEffect, type RefObject, type TextareaHTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import { useOwnPlan } from '@/entities/membership/api/use-own-plan';
import { PlansLink } from '@/entities/membership/components/plans-link';
import { formatNumber } from '@/shared/i18n/format';
import styles from './message-field.module.css';

const showCountBelow = 200;

/** The number of characters that a message may still grow by; negative when it is longer than `max`. */
export const charactersLeft = (text: string, max: number): number => max - countCharacters(text.trimEnd());

/** The text as it is sent; undefined when it has no visible character or is longer than `max`. */
export const sendableText = (given: string, max: number): string | undefined => {
  const text = tidyLines(given);
  return text && charactersLeft(text, max) >= 0 ? text : undefined;
};

/** The length of messages that the viewer's plan allows. A message from before may be longer, but not grow. */
export const useTextMax = (before = ''): number =>
  Math.max(perksOf[useOwnPlan()].messageText, countCharacters(before));

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

interface LengthNoteProps {
  text: string;
  max: number;
  /** Leaving the page would lose the text. */
  isVolatile?: boolean;
}

/** Tells towards the end how much fits, and beyond it how much is too much and which plan allows how much. */
export const LengthNote = ({ text, max, isVolatile = false }: LengthNoteProps) => {
  const { t } = useTranslation();
  const left = charactersLeft(text, max);
  if (left >= showCountBelow) return null;
  if (left >= 0)
    return (
      <p className={styles.count} role="status">
        {t('messages.left', { count: left })}
      </p>
    );
  return (
    <div className={styles.beyond}>
      <p className={styles.over} role="status">
        {t('messages.tooLong', { count: -left })}
      </p>
      <PlanLimit />
      <PlansLink isApart={isVolatile} />
    </div>
  );
};

const PlanLimit = () => {
  const { t } = useTranslation();
  const plan = useOwnPlan();
  const max = formatNumber(perksOf[plan].messageText);
  return <p className={styles.count}>{t('messages.planLimit', { plan: plan.toUpperCase(), max })}</p>;
};
