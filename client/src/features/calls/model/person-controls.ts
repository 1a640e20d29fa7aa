import { z } from 'zod';
import { personalStorage } from '@/shared/api/personal-storage';
import type { PersonControls } from './call.js';
import type { ControlsStore } from './call-options.js';

const percent = z.number().int().min(0).max(200);
const remembered = z.object({
  volume: percent,
  isMutedForMe: z.boolean(),
  screenVolume: percent,
  isScreenMutedForMe: z.boolean(),
  camera: z.enum(['off', 'low', 'auto', 'high']),
});
type Remembered = z.infer<typeof remembered>;

const people = z.array(z.tuple([z.uuid(), remembered]));
const key = 'call-people';
/** The people who were changed last. */
const mostPeople = 200;

const untouched: PersonControls = {
  volume: 100,
  isMutedForMe: false,
  screenVolume: 100,
  isScreenMutedForMe: false,
  camera: 'auto',
  screen: 'off',
  sends: true,
};

const read = (): [string, Remembered][] => {
  try {
    return people.safeParse(JSON.parse(personalStorage.get(key) ?? '[]')).data ?? [];
  } catch {
    return [];
  }
};

const isSame = (one: PersonControls, other: PersonControls): boolean =>
  JSON.stringify(remembered.parse(one)) === JSON.stringify(remembered.parse(other));

const write = (userId: string, controls: PersonControls): void => {
  const others = read().filter(([id]) => id !== userId);
  const next = [[userId, remembered.parse(controls)] as const, ...others].slice(0, mostPeople);
  personalStorage.set(key, JSON.stringify(next));
};

/** The controls of one call: open shares and the stop of sending last as long as it does, the rest is remembered. */
export const createControls = (): ControlsStore => {
  const known = new Map<string, PersonControls>();
  const of = (userId: string): PersonControls => {
    const stored = new Map(read()).get(userId);
    const controls = known.get(userId) ?? { ...untouched, ...stored };
    known.set(userId, controls);
    return controls;
  };
  return {
    of,
    change: (userId, change) => {
      const before = of(userId);
      const next = { ...before, ...change };
      known.set(userId, next);
      if (!isSame(before, next)) write(userId, next);
    },
  };
};
