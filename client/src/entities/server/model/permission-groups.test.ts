import { expect, it } from '@jest/globals';
import { permissions } from '@maru/contracts/permissions';
import { en } from '@/shared/i18n/en';
import { ko } from '@/shared/i18n/ko';
import { permissionGroups } from './permission-groups';

it('every permission is in exactly one group', () => {
  const grouped = permissionGroups.flatMap((group) => [...group.permissions] as string[]);
  expect(grouped.toSorted()).toEqual([...permissions].toSorted());
});

it.each([
  ['Korean', ko],
  ['English', en],
])('every permission has a name of its own and a line that says what it is for, in %s', (_name, words) => {
  const all = permissions.map((permission) => words.permissions.all[permission]);
  expect(all.every(({ label, text }) => label.length > 0 && text.length > label.length)).toBe(true);
  expect(new Set(all.map(({ label }) => label)).size).toBe(permissions.length);
});
