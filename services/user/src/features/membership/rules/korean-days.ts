import { Temporal } from 'temporal-polyfill';

/** Days of a membership are days in Korea, whatever the member's own zone is. */
const zone = 'Asia/Seoul';

export type Day = Temporal.PlainDate;

/** The day in Korea at an instant. */
export const dayAt = (instant: Date): Day =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate();

/** Midnight in Korea, when the day begins. */
export const startOf = (day: Day): Date => new Date(day.toZonedDateTime(zone).epochMilliseconds);

export const daysBetween = (from: Day, to: Day): number => from.until(to).days;

/** The day on which a month ends that begins on `day`: the anchor day of the next month, or that month's last day. */
export const nextAnchor = (day: Day, anchorDay: number): Day =>
  day.with({ day: 1 }).add({ months: 1 }).with({ day: anchorDay }, { overflow: 'constrain' });

/** A full hour of a day in Korea. */
export const hourOf = (day: Day, hour: number): Date =>
  new Date(day.toZonedDateTime({ timeZone: zone, plainTime: { hour } }).epochMilliseconds);
