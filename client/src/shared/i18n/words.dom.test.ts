import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { errorCodes } from '@maru/contracts/errors';
import { fixedParticlesIn } from '@maru/contracts/particles';
import i18next from 'i18next';
import { en as firstEn } from './en';
import { sourceFolder } from '@/testing/source-folder';
import './i18n';
import { ko as firstKo } from './ko';

interface Tree {
  [key: string]: string | Tree;
}

const keysOf = (tree: Tree, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  );

const textOf = (tree: Tree, key: string): string => {
  const value = key
    .split('.')
    .reduce<string | Tree | undefined>(
      (node, part) => (typeof node === 'object' ? node[part] : undefined),
      tree,
    );
  return typeof value === 'string' ? value : '';
};

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });

const ko: Tree = { ...firstKo };
const en: Tree = { ...firstEn };

/** Texts that load on demand, by their key: `words.ts` has the feature's name, `x-words.ts` its own. */
const lazyWords = readdirSync(join(sourceFolder, 'features')).flatMap((feature) => {
  const folder = join(sourceFolder, 'features', feature, 'i18n');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.flatMap((file) => {
    const [isWords, own] = /^(?:(.+)-)?words\.ts$/.exec(file) ?? [];
    return isWords ? [{ key: own ?? feature, path: join(folder, file) }] : [];
  });
});

beforeAll(async () => {
  for (const { path } of lazyWords) await import(path);
  for (const { key } of lazyWords) {
    ko[key] = i18next.getResource('ko', 'translation', key) as Tree;
    en[key] = i18next.getResource('en', 'translation', key) as Tree;
  }
});

describe('words', () => {
  it('exist in both languages; English may say it differently of one', () => {
    const ofOne = (key: string) => key.endsWith('_one');
    expect(keysOf(en).filter((key) => !ofOne(key))).toEqual(keysOf(ko));
    for (const key of keysOf(en).filter(ofOne)) expect(keysOf(ko)).toContain(key.replace(/_one$/, ''));
  });

  it('name the same values in both languages', () => {
    const values = (text: string) => [...text.matchAll(/\{\{(\w+)[,}]/g)].map((match) => match[1]).sort();
    for (const key of keysOf(ko))
      expect([key, values(textOf(en, key))]).toEqual([key, values(textOf(ko, key))]);
  });

  it('of Korean let the value choose its particle', () => {
    const fixed = keysOf(ko).filter((key) => fixedParticlesIn(textOf(ko, key)).length > 0);
    expect(fixed).toEqual([]);
    expect(i18next.t('roles.mentionableText', { lng: 'ko', name: '마을' })).toMatch(/^@마을로 /);
    expect(i18next.t('moderation.kick.done', { lng: 'ko', who: '민수' })).toMatch(/^민수를 /);
  });

  it('exist for every error that a service or the network can give', () => {
    expect(Object.keys(firstKo.errors)).toEqual(expect.arrayContaining([...errorCodes, 'UNREACHABLE']));
  });

  it('that the code asks for all exist', () => {
    const known = new Set(keysOf(ko));
    const asked = sources(sourceFolder).flatMap((text) =>
      [...text.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => match[1] ?? ''),
    );
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });
});
