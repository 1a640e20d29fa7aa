import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sourceFolder } from '@/testing/source-folder';

const folder = join(sourceFolder, 'shared/styles');
const css = readFileSync(join(folder, 'tokens.css'), 'utf8');

const tokens = [...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(
  ([, name = '', value = '']) => [name, value] as const,
);
const twoColors = /^light-dark\((#\w{6}), (#\w{6})\)$/;

/** The tokens that are a single color in each theme. */
const themeOf = (theme: 'light' | 'dark'): Record<string, string | undefined> =>
  Object.fromEntries(
    tokens.map(([name, value]) => [name, twoColors.exec(value)?.[theme === 'light' ? 1 : 2]]),
  );

const luminance = (hex: string): number => {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((value) =>
    value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** As WCAG 2 defines it. */
const contrast = (a = '', b = ''): number => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};

const surfaces = ['page', 'surface', 'surface-sunken', 'surface-raised', 'hover'];
const textPairs = [
  ...['ink', 'ink-soft', 'ink-faint'].flatMap((ink) => surfaces.map((surface) => [ink, surface] as const)),
  ...['accent-ink', 'danger'].flatMap((ink) =>
    ['page', 'surface', 'surface-raised'].map((surface) => [ink, surface] as const),
  ),
  ['ink', 'active'] as const,
  ['on-accent', 'accent'] as const,
  ['on-accent', 'accent-hover'] as const,
  ['on-danger', 'danger'] as const,
  ['accent-ink', 'accent-soft'] as const,
  ['danger', 'danger-soft'] as const,
  ['mention', 'mention-soft'] as const,
  ['google-ink', 'google-surface'] as const,
  ['google-ink', 'google-hover'] as const,
  ...[1, 2, 3, 4, 5, 6].map((tone) => ['avatar-ink', `avatar-${tone}`] as const),
];
const controlPairs = ['page', 'surface', 'surface-raised'].flatMap((surface) => [
  ['line-strong', surface] as const,
  ['focus', surface] as const,
  ['online', surface] as const,
]);

describe.each(['light', 'dark'] as const)('the %s theme', (name) => {
  const theme = themeOf(name);

  it.each(textPairs)('text in %s is legible on %s', (ink, surface) => {
    expect(contrast(theme[ink], theme[surface])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(controlPairs)('the control color %s is visible on %s', (line, surface) => {
    expect(contrast(theme[line], theme[surface])).toBeGreaterThanOrEqual(3);
  });
});

it('every color has a light and a dark value', () => {
  const hasColor = ([, value]: readonly [string, string]) => /#|rgb\(/.test(value);
  const single = tokens.filter((token) => hasColor(token) && !token[1].includes('light-dark('));
  expect(tokens.filter(hasColor).length).toBeGreaterThan(40);
  expect(single).toEqual([]);
});

it('a chosen theme overrides the system', () => {
  expect(css).toMatch(/:root \{\s*color-scheme: light dark;/);
  for (const theme of ['light', 'dark'])
    expect(css).toMatch(new RegExp(`\\[data-theme='${theme}'\\] \\{\\s*color-scheme: ${theme};`));
});
