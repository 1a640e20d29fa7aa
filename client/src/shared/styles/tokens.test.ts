import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sourceFolder } from '@/testing/source-folder';

const folder = join(sourceFolder, 'shared/styles');
const css = readFileSync(join(folder, 'tokens.css'), 'utf8');

const declarations = (block: string): Record<string, string> =>
  Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', (match[2] ?? '').trim()]),
  );

const blockAfter = (start: string): Record<string, string> => {
  const from = css.indexOf('{', css.indexOf(start));
  return declarations(css.slice(from, css.indexOf('}', from)));
};

const light = blockAfter("[data-theme='light']");
const dark = blockAfter("[data-theme='dark']");
const system = blockAfter(':root:not([data-theme])');

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

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_name, theme) => {
  it.each(textPairs)('text %s on %s can be read', (ink, surface) => {
    expect(contrast(theme[ink], theme[surface])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(controlPairs)('the control %s on %s can be seen', (line, surface) => {
    expect(contrast(theme[line], theme[surface])).toBeGreaterThanOrEqual(3);
  });
});

it('both themes have the same names, and the system’s dark is the chosen dark', () => {
  expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
  expect(system).toEqual(dark);
});
