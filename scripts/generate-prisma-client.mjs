/**
 * Generates the Prisma client of the current workspace if the schema has changed. Generating needs no engine, but Prisma would
 * download one: it is pointed at a program that fails loudly if it is ever called.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const stamp = 'src/generated/prisma/.schema-hash';
const hash = createHash('sha256').update(readFileSync('prisma/schema.prisma')).digest('hex');
const isCurrent = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

if (!isCurrent) {
  execFileSync('npx', ['prisma', 'generate', '--no-hints'], {
    stdio: 'pipe',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: '/bin/false',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  writeFileSync(stamp, hash);
}
