import { readState, writeState } from '../state-file.js';

const delayMs = 25;

export interface JsonFileOptions {
  /** The value of one test run: it is never written, which would cost more than all else as it grows. */
  isThrowaway?: boolean;
}

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
    private readonly options: JsonFileOptions = {},
  ) {
    // Only this class writes the file.
    this.value = (readState(path) as T | undefined) ?? empty();
  }

  /** Says that the value was changed. */
  changed(): void {
    this.timer ??= setTimeout(() => this.flush(), delayMs);
  }

  /** Writes what is not written yet. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.options.isThrowaway) writeState(this.path, JSON.stringify(this.value));
  }
}
