import type { Day } from './korean-days.js';

/** Holidays by the solar calendar; those with `isMoved` get a substitute when they fall on a weekend or another holiday. */
const solarHolidays = [
  { month: 1, day: 1, isMoved: false },
  { month: 3, day: 1, isMoved: true },
  { month: 5, day: 1, isMoved: true },
  { month: 5, day: 5, isMoved: true },
  { month: 6, day: 6, isMoved: false },
  { month: 7, day: 17, isMoved: true },
  { month: 8, day: 15, isMoved: true },
  { month: 10, day: 3, isMoved: true },
  { month: 10, day: 9, isMoved: true },
  { month: 12, day: 25, isMoved: true },
];

/** Seollal, Buddha's birthday and Chuseok by the lunar calendar, with the days around them. Saturdays move none but the second. */
const lunarHolidays = [
  { date: '1/1', around: [-1, 0, 1], isMovedFromSaturday: false },
  { date: '4/8', around: [0], isMovedFromSaturday: true },
  { date: '8/15', around: [-1, 0, 1], isMovedFromSaturday: false },
];

interface Holiday {
  day: Day;
  /** ISO days of the week (7 is Sunday) from which the holiday moves. */
  movesFrom: readonly number[];
  isMovedFromHoliday: boolean;
}

const lunarDate = new Intl.DateTimeFormat('en-u-ca-dangi', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});

const lunarHolidaysOf = (year: number, like: Day): Holiday[] => {
  const first = like.with({ year, month: 1, day: 1 });
  return Array.from({ length: first.daysInYear }, (_, index) => index).flatMap((index) => {
    const date = lunarDate.format(Date.UTC(year, 0, 1 + index));
    const holiday = lunarHolidays.find((each) => each.date === date);
    return (holiday?.around ?? []).map((around) => ({
      day: first.add({ days: index + around }),
      movesFrom: holiday?.isMovedFromSaturday ? [6, 7] : [7],
      isMovedFromHoliday: true,
    }));
  });
};

const solarHolidaysOf = (year: number, like: Day): Holiday[] =>
  solarHolidays.map(({ month, day, isMoved }) => ({
    day: like.with({ year, month, day }),
    movesFrom: isMoved ? [6, 7] : [],
    isMovedFromHoliday: isMoved,
  }));

/**
 * The public holidays of a year with their substitutes (관공서의 공휴일에 관한 규정). Elections and days that the government adds are not
 * among them.
 */
const computeHolidays = (year: number, like: Day): Set<string> => {
  const holidays = [...solarHolidaysOf(year, like), ...lunarHolidaysOf(year, like)].sort((a, b) =>
    a.day.toString().localeCompare(b.day.toString()),
  );
  const taken = new Set(holidays.map(({ day }) => day.toString()));
  const isFree = (day: Day) => day.dayOfWeek < 6 && !taken.has(day.toString());
  holidays.forEach(({ day, movesFrom, isMovedFromHoliday }, index) => {
    const isSecond = isMovedFromHoliday && holidays[index - 1]?.day.equals(day);
    if (!movesFrom.includes(day.dayOfWeek) && !isSecond) return;
    let substitute = day.add({ days: 1 });
    while (!isFree(substitute)) substitute = substitute.add({ days: 1 });
    taken.add(substitute.toString());
  });
  return taken;
};

/** Years are asked for again and again; a few of them are enough. */
const known = new Map<number, Set<string>>();
const knownYears = 10;

const holidaysOf = (day: Day): Set<string> => {
  const holidays = known.get(day.year) ?? computeHolidays(day.year, day);
  if (known.size >= knownYears) known.clear();
  known.set(day.year, holidays);
  return holidays;
};

/** Returns `day`, or the first day after it that is neither a weekend nor a public holiday in Korea. */
export const workingDayFrom = (day: Day): Day => {
  const isOff = (each: Day) => each.dayOfWeek >= 6 || holidaysOf(each).has(each.toString());
  let found = day;
  while (isOff(found)) found = found.add({ days: 1 });
  return found;
};
