import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const delayMs = 25;

/**
 * A value that lives in memory and is kept in a JSON file. Changes that come close together are written together, and each write
 * replaces the file in one step: what a crash can lose is the last moment, never the file.
 */
export class JsonFile<T> {
  readonly value: T;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly path: string,
    empty: () => T,
  ) {
    // The file is ours alone.
    this.value = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : empty();
  }

  /** Says that the value was changed. */
  changed(): void {
    this.timer ??= setTimeout(() => this.flush(), delayMs);
  }

  /** Writes what is not written yet. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(`${this.path}.new`, JSON.stringify(this.value), { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
  }
}
