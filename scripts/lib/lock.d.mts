export interface LockHolder {
  pid: number;
  url?: string;
}

export function lockHolder(file: string): LockHolder | undefined;
export function takeLock(file: string): LockHolder | undefined;
export function describeLock(file: string, facts: { url: string }): void;
export function releaseLock(file: string): void;
