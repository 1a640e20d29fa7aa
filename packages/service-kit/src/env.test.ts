import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { commonEnv, EnvError, parseEnv, readEnvFile, shadowedVariables, urlList } from './env.js';

const schema = z.object({ PORT: z.coerce.number().int(), SECRET: z.string().min(8) });

const parse = (shell: Record<string, string>, file: Record<string, string> = {}) => {
  const warnings: string[] = [];
  const read = () => parseEnv(schema, { shell, file, warn: (line) => warnings.push(line) });
  return { read, warnings };
};

const problemsOf = (read: () => unknown): string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
};

describe('parseEnv', () => {
  it('prefers the shell and falls back to the file', () => {
    expect(parse({ PORT: '1' }, { SECRET: 'long enough' }).read()).toEqual({
      PORT: 1,
      SECRET: 'long enough',
    });
  });

  it('lists every bad variable at once and never a value', () => {
    const problems = problemsOf(parse({ PORT: 'hunter2', SECRET: 'short' }).read);
    expect(problems).toHaveLength(2);
    expect(problems.join()).toMatch(/PORT.*SECRET/);
    expect(problems.join()).not.toMatch(/hunter2|short$/);
  });

  it('treats an empty string as missing', () => {
    expect(problemsOf(parse({ PORT: '1', SECRET: '' }).read)[0]).toMatch(/^SECRET:/);
  });

  it('warns if the shell overrides the file, names the winner and prints no value', () => {
    const { read, warnings } = parse({ PORT: '1', SECRET: 'from the shell' }, { SECRET: 'from the file' });
    expect(read().SECRET).toBe('from the shell');
    expect(warnings).toEqual([expect.stringMatching(/^SECRET .*shell's value wins$/)]);
    expect(warnings.join()).not.toContain('from the file');
  });

  it('refuses such a conflict in production', () => {
    const { read } = parse(
      { NODE_ENV: 'production', PORT: '1', SECRET: 'a-secret-1' },
      { SECRET: 'a-secret-2' },
    );
    expect(problemsOf(read)).toHaveLength(1);
  });

  it("doesn't report equal values as a conflict", () => {
    expect(shadowedVariables({ A: '1', B: '2' }, { A: '1', C: '3' })).toEqual([]);
  });

  it.each(['INFO', 'Info', ' info '])('accepts the log level %j', (level) => {
    expect(commonEnv.LOG_LEVEL.parse(level)).toBe('info');
  });

  it('parses lists of addresses, and refuses a list with a bad one', () => {
    expect(urlList.parse('http://a:1, http://b:2')).toEqual(['http://a:1', 'http://b:2']);
    expect(urlList.safeParse('http://a:1,b').success).toBe(false);
    expect(urlList.safeParse('http://a:1,').success).toBe(false);
  });
});

describe('readEnvFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'maru-env-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is empty without a file', () => {
    expect(readEnvFile(join(folder, 'none')).variables).toEqual({});
  });

  it("names the file that it can't read", () => {
    const file = join(folder, '.env');
    writeFileSync(file, Buffer.from([0x41, 0x3d, 0xb8, 0xb6]));
    expect(() => readEnvFile(file)).toThrow(`${file}: is not UTF-8 text`);
  });
});
