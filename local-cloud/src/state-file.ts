import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Replaces the file atomically: a crash leaves the old content or the new one. Readable by its owner only. */
export const writeState = (path: string, text: string, { isDurable = false } = {}): void => {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}.new`;
  const file = openSync(fresh, 'w', 0o600);
  try {
    writeFileSync(file, text);
    if (isDurable) fsyncSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} can't be written: ${reason}`, { cause: error });
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
};

/** Returns the file's JSON; `undefined` if there is no file. @throws With the file's name and the remedy if it is damaged. */
export const readState = (path: string): unknown => {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(
      `${path} is damaged (${error.message}). Put a copy of it back, or forget all local data with \`npm run reset\`.`,
      { cause: error },
    );
  }
};
