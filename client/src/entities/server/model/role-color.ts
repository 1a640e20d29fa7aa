import type { Role } from '@maru/contracts/http/chat/roles';

type Rgb = [red: number, green: number, blue: number];

/** The surfaces with the least contrast to names: `--hover` of the light and of the dark theme. */
export const nameSurfaces = { light: '#ece4d5', dark: '#2d2922' } as const;
const enough = 4.5;

const parse = (hex: string): Rgb => {
  const at = (index: number) => Number.parseInt(hex.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
};

const toHex = (color: Rgb): string =>
  `#${color.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

const linear = (value: number): number =>
  value <= 10.31 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;

const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

/** As WCAG 2 defines it. */
export const contrastOf = (a: string, b: string): number => {
  const [x, y] = [luminance(parse(a)), luminance(parse(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

const mix = (color: Rgb, other: number, share: number): Rgb =>
  color.map((value) => value + (other - value) * share) as Rgb; // As long as it was.

/** The colour itself where it can be read on `surface`; otherwise as little darker or lighter as it takes. */
const readableOn = (color: string, surface: string): string => {
  if (contrastOf(color, surface) >= enough) return color;
  const towards = luminance(parse(surface)) > 0.18 ? 0 : 255;
  const steps = Array.from({ length: 50 }, (_, step) => toHex(mix(parse(color), towards, (step + 1) / 50)));
  return steps.find((each) => contrastOf(each, surface) >= enough) ?? toHex([towards, towards, towards]);
};

/** Bounds the cache: a tab may be open for weeks and see any number of colours. */
const maxKnown = 500;
const known = new Map<string, string>();

/** A role's colour as text, readable in whichever theme is on. */
export const readableColor = (color: string): string => {
  const found = known.get(color);
  if (found) return found;
  const light = readableOn(color, nameSurfaces.light);
  const dark = readableOn(color, nameSurfaces.dark);
  const value = `light-dark(${light}, ${dark})`;
  if (known.size >= maxKnown) known.clear();
  known.set(color, value);
  return value;
};

/** The roles of a member, from the highest down, without @everyone. */
export const rolesHeld = (roles: readonly Role[], roleIds: readonly string[]): Role[] =>
  roles.filter(({ roleId }) => roleIds.includes(roleId)).toSorted((a, b) => b.position - a.position);

/** The colour and the icon of a member's name: each from their highest role that has one. */
export const nameLookOf = (
  roles: readonly Role[],
  roleIds: readonly string[],
): { color: string | undefined; icon: string | undefined } => {
  const held = rolesHeld(roles, roleIds);
  return {
    color: held.find(({ color }) => color)?.color ?? undefined,
    icon: held.find(({ icon }) => icon)?.icon ?? undefined,
  };
};
