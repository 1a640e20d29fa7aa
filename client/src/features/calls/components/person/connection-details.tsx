import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StreamStats } from '../../model/call';
import { slots, type Slot } from '../../model/slots';
import styles from './connection-details.module.css';
import { useStats } from './use-stats';

/** The technical state of the connection to one person, on demand. */
export const ConnectionDetails = ({ userId }: { userId: string }) => {
  const { t } = useTranslation();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('calls.person.details')}
        <ChevronDown size={16} strokeWidth={2} aria-hidden="true" />
      </button>
      <div id={id}>{isOpen ? <Details userId={userId} /> : null}</div>
    </div>
  );
};

const Details = ({ userId }: { userId: string }) => {
  const { t } = useTranslation();
  const stats = useStats(userId);
  if (!stats) return <p className={styles.none}>{t('calls.stats.none')}</p>;
  const { roundTripMs, route, received, sent } = stats;
  return (
    <dl className={styles.details}>
      <dt>{t('calls.stats.roundTrip')}</dt>
      <dd>
        {roundTripMs === undefined
          ? t('calls.stats.unknown')
          : t('calls.stats.milliseconds', { value: Math.round(roundTripMs) })}
      </dd>
      <dt>{t('calls.stats.route')}</dt>
      <dd>{t(`calls.stats.${route ?? 'unknown'}`)}</dd>
      <Streams heading={t('calls.stats.received')} streams={received} />
      <Streams heading={t('calls.stats.sent')} streams={sent} />
    </dl>
  );
};

interface StreamsProps {
  heading: string;
  streams: Partial<Record<Slot, StreamStats>>;
}

const useDescribe = (): ((stream: StreamStats) => string) => {
  const { t } = useTranslation();
  return ({ bitsPerSecond, lossPercent, codec, width, height, framesPerSecond }) =>
    [
      t('calls.stats.kilobits', { value: Math.round(bitsPerSecond / 1_000) }),
      t('calls.stats.loss', { value: Math.round(lossPercent * 10) / 10 }),
      width && height ? t('calls.stats.size', { width, height }) : undefined,
      framesPerSecond === undefined
        ? undefined
        : t('calls.stats.frames', { value: Math.round(framesPerSecond) }),
      codec,
    ]
      .filter((part) => part !== undefined)
      .join(' · ');
};

const Streams = ({ heading, streams }: StreamsProps) => {
  const { t } = useTranslation();
  const describe = useDescribe();
  return slots.map((slot) => {
    const stream = streams[slot];
    return stream ? (
      <div key={slot} className={styles.stream}>
        <dt>
          {heading}: {t(`calls.stats.${slot}`)}
        </dt>
        <dd>{describe(stream)}</dd>
      </div>
    ) : null;
  });
};
