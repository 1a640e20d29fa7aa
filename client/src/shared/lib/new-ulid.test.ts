import { expect, it } from '@jest/globals';
import { ulid } from '@maru/contracts/primitives';
import fc from 'fast-check';
import { newUlid } from './new-ulid';

it('is a ULID that sorts by its time (property)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 2 }), (now) => {
      expect(ulid.safeParse(newUlid(now)).success).toBe(true);
      expect(newUlid(now) < newUlid(now + 1)).toBe(true);
    }),
  );
});

it('is another one each time', () => expect(newUlid(1)).not.toBe(newUlid(1)));
