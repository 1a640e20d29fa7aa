import { readState, writeState } from '../state-file.js';

const delayMs = 25;

export interface JsonFileOptions {
  /** The value of one test run: it is never written, which would cost more than all else as it grows. */
  isThrowaway?: boolean;
}

/**
 * An in-memory value stored in a JSON file. Changes in quick succession are written together, and each write replaces the file
 * atomically: a crash may lose the last moment, never the file.
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

  /** Marks the value as changed. */
  changed(): void {
    this.timer ??= setTimeout(() => this.flush(), delayMs);
  }

  /** Writes pending changes. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.options.isThrowaway) writeState(this.path, JSON.stringify(this.value));
  }
}
