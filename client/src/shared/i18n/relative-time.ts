export interface RelativeTime {
  unit: 'now' | 'minute' | 'hour' | 'day';
  /** Negative in the past. Minutes stay below 60, hours below 24. */
  value: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const dayFormats = new Map<string, Intl.DateTimeFormat>();

// Creating a format costs far more than using it.
const dayFormatOf = (timeZone: string | undefined): Intl.DateTimeFormat => {
  const key = timeZone ?? '';
  const format =
    dayFormats.get(key) ??
    new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
  dayFormats.set(key, format);
  return format;
};

/** Returns the number of a calendar day: consecutive days differ by one, however many hours they have. */
const dayNumber = (ms: number, timeZone: string | undefined): number => {
  const parts = dayFormatOf(timeZone).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day')) / dayMs;
};

interface Reading {
  now: number;
  /** Defaults to the browser's. */
  timeZone?: string;
}

/** Returns the distance of an instant from now: by the clock within an hour and within a day, else by the calendar of the reader's zone. */
export const relativeTime = (at: number, { now, timeZone }: Reading): RelativeTime => {
  const distance = Math.abs(at - now);
  const direction = at < now ? -1 : 1;
  if (distance < minuteMs) return { unit: 'now', value: direction };
  if (distance < hourMs) return { unit: 'minute', value: direction * Math.floor(distance / minuteMs) };
  const days = dayNumber(at, timeZone) - dayNumber(now, timeZone);
  if (days !== 0) return { unit: 'day', value: days };
  // A day on which clocks are set back has 25 hours.
  return { unit: 'hour', value: direction * Math.min(23, Math.floor(distance / hourMs)) };
};

const spans = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Returns a span in its largest unit, rounded: 3,599 seconds are an hour, not 60 minutes. */
export const spanOf = (seconds: number): { unit: (typeof spans)[number][0]; value: number } => {
  const index = spans.findIndex(([, size]) => seconds >= size);
  const [unit, size] = spans[index] ?? (['second', 1] as const);
  const value = Math.round(seconds / size);
  const [larger, largerSize] = spans[index - 1] ?? (['day', Infinity] as const);
  return value * size >= largerSize ? { unit: larger, value: 1 } : { unit, value };
};
