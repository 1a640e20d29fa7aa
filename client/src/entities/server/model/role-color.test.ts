import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { role as roleSchema } from '@maru/contracts/http/chat/roles';
import fc from 'fast-check';
import { sourceFolder } from '@/testing/source-folder';
import { contrastOf, nameLookOf, nameSurfaces, readableColor } from './role-color';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const both = (value: string): string[] => value.match(/#[0-9a-f]{6}/g) ?? [];

describe('a role’s colour', () => {
  it('is readable in both themes, whatever it is', () => {
    fc.assert(
      fc.property(hex, (color) => {
        const [light = '', dark = ''] = both(readableColor(color));
        expect(contrastOf(light, nameSurfaces.light)).toBeGreaterThanOrEqual(4.5);
        expect(contrastOf(dark, nameSurfaces.dark)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('is unchanged where it is readable already', () => {
    expect(readableColor('#1a5c46')).toMatch(/^light-dark\(#1a5c46,/);
    expect(readableColor('#7fd0b0')).toMatch(/, #7fd0b0\)$/);
  });

  it('is measured on the surfaces that the themes have', () => {
    const css = readFileSync(join(sourceFolder, 'shared/styles/tokens.css'), 'utf8');
    expect(css).toContain(`--hover: light-dark(${nameSurfaces.light}, ${nameSurfaces.dark});`);
  });
});

const aRole = (number: number, change: object) =>
  roleSchema.parse({
    roleId: `01J0000000000000000000000${number}`,
    serverId: '01J00000000000000000000000',
    name: `${number}`,
    color: null,
    icon: null,
    position: number,
    permissions: 0,
    isHoisted: false,
    isMentionable: false,
    ...change,
  });

describe('the look of a name', () => {
  const roles = [aRole(3, {}), aRole(2, { color: '#112233' }), aRole(1, { color: '#445566', icon: '🌱' })];
  const all = roles.map(({ roleId }) => roleId);

  it('comes from the highest role with a colour or an icon', () => {
    expect(nameLookOf(roles, all)).toEqual({ color: '#112233', icon: '🌱' });
  });

  it('is plain without such a role', () => {
    expect(nameLookOf(roles, all.slice(0, 1))).toEqual({ color: undefined, icon: undefined });
  });
});
