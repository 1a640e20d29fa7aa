import { createServer } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { choosePorts, freePorts } from './ports.js';
import { readSecrets } from './secrets.js';
import { readSettings } from './settings.js';
import { shellForParts } from './shell.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'maru-stack-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('settings', () => {
  const read = (file: string | Uint8Array, shell: Record<string, string> = {}) => {
    const path = join(dir, '.env');
    writeFileSync(path, file);
    return readSettings(shell, path);
  };

  it('come from .env alone; relevant shell variables are named without their values', () => {
    const shell = {
      AWS_PROFILE: 'work',
      LOG_LEVEL: 'INFO',
      REDIS_URL: 'redis://shell',
      S3_BUCKET: 'theirs',
      NODE_ENV: 'production',
      NODE_OPTIONS: '--max-old-space-size=99',
      https_proxy: 'http://proxy',
      DATABASE_URL: 'mysql://other',
      EDITOR: 'vi',
      KAKAO_CLIENT_ID: '',
    };
    const { settings, warnings } = read('SMTP_URL=smtp://a\nS3_BUCKET=mine\n', shell);
    expect(settings).toEqual({ SMTP_URL: 'smtp://a', S3_BUCKET: 'mine' });
    const names = Object.keys(shell).filter((name) => !['EDITOR', 'KAKAO_CLIENT_ID'].includes(name));
    expect(warnings.map((line) => line.split(' ')[0]).sort()).toEqual(names.sort());
    expect(warnings).toContain('S3_BUCKET of the shell is ignored; the value of .env is used');
    expect(warnings.join()).not.toMatch(/work|theirs|mine|mysql:/);
  });

  it('are read from a file as Windows saves it', () => {
    const text = '\uFEFFSMTP_URL=smtp://a\r\nMAIL_FROM="마루 <a@b.test>"\r\n';
    const expected = { SMTP_URL: 'smtp://a', MAIL_FROM: '마루 <a@b.test>' };
    expect(read(text).settings).toEqual(expected);
    expect(read(Buffer.from(text, 'utf16le')).settings).toEqual(expected);
  });

  it('report oddities of the file, and unknown names', () => {
    expect(read('REDIS_URl=redis://a\nnonsense\nSMTP_URL=a\nSMTP_URL=b').warnings).toEqual([
      '.env: line 2 is not NAME=value and is left out',
      '.env: SMTP_URL is set twice; line 4 is used',
      '.env: REDIS_URl is no setting of Maru (see .env.example)',
    ]);
  });

  it('are empty without a file', () => {
    expect(readSettings({}, join(dir, 'none')).settings).toEqual({});
  });

  it('are all documented in .env.example', () => {
    const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
    const uncommented = example.replaceAll(/^# (?=[A-Z_]+=)/gm, '');
    expect(read(uncommented).warnings).toEqual([]);
  });
});

describe('parts of the stack', () => {
  it('inherit only the locations of programs and folders from the shell', () => {
    const shell = {
      PATH: '/bin',
      HOME: '/home/a',
      AWS_PROFILE: 'work',
      NODE_OPTIONS: '--inspect',
      TZ: 'UTC',
    };
    expect(shellForParts(shell)).toEqual({ PATH: '/bin', HOME: '/home/a' });
  });
});

describe('secrets', () => {
  const file = () => join(dir, 'secrets.json');

  it('are created once, readable by their owner only', () => {
    const first = readSecrets(dir);
    expect(readSecrets(dir)).toEqual(first);
    expect(first.internalToken).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(file()).mode & 0o077).toBe(0);
  });

  it('of an earlier version are kept and completed', () => {
    const { internalToken } = readSecrets(dir);
    writeFileSync(file(), JSON.stringify({ internalToken }));
    expect(readSecrets(dir)).toMatchObject({ internalToken, sealingKey: expect.any(String) });
  });

  it.each(['', '{"internalToken":"0123', 'null', '[]', '{"internalToken":7}', '"text"'])(
    'that read %j are kept; the error names the file and the remedy',
    (text) => {
      writeFileSync(file(), text);
      expect(() => readSecrets(dir)).toThrow(/secrets\.json is damaged.*npm run reset/s);
      expect(readFileSync(file(), 'utf8')).toBe(text);
    },
  );
});

describe('ports', () => {
  it('are distinct', async () => {
    const ports = Object.values(await choosePorts('free'));
    expect(new Set(ports).size).toBe(ports.length);
    expect(new Set(await freePorts(4)).size).toBe(4);
  });

  it('move aside if a default port is taken', async () => {
    const { proxy } = await choosePorts('usual');
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(proxy, resolve));
    expect((await choosePorts('usual')).proxy).not.toBe(proxy);
    await new Promise((resolve) => squatter.close(resolve));
  });
});
