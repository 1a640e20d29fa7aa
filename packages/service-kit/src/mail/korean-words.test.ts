import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { fixedParticlesIn } from '@maru/contracts/particles';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folders = [
  'services/user/src',
  'services/chat/src',
  'services/socket/src',
  'infra/src',
  'local-cloud/src',
  'client/src',
];

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test|\.d)\.tsx?$/.test(file) && !file.startsWith('generated'))
    .map((file) => join(folder, file));

it('no Korean sentence in the code hard-codes a particle after a placeholder', () => {
  const sources = folders.flatMap(sourcesIn);
  expect(sources.some((file) => file.endsWith('mail-words.ts'))).toBe(true);
  const found = sources.flatMap((file) =>
    fixedParticlesIn(readFileSync(join(root, file), 'utf8')).map((particle) => `${file}: ${particle}`),
  );
  expect(found).toEqual([]);
});
