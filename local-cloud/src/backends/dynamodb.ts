import { createRequire } from 'node:module';
import { httpStatus } from '../supervisor/health.js';
import type { PartSpec } from '../supervisor/part.js';

const binary = (): string => {
  if (process.env.DYNOXIDE_BIN) return process.env.DYNOXIDE_BIN;
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  } catch {
    throw new Error(
      `No local DynamoDB for ${process.platform}-${process.arch}: set DYNAMODB_ENDPOINT to one that runs, or DYNOXIDE_BIN`,
    );
  }
};

/** dynoxide: the DynamoDB API on SQLite, in one file, or in memory without one. */
export const dynamoDb = ({ file, port }: { file?: string; port: number }): PartSpec => ({
  name: 'dynamodb',
  command: binary(),
  args: ['serve', '--port', String(port), ...(file ? ['--db-path', file] : [])],
  isReady: async () => (await httpStatus(`http://127.0.0.1:${port}/`)) !== undefined,
  readyTimeoutMs: 10_000,
});
