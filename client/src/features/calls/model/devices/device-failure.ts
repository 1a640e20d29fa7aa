import type { DeviceFailure } from '../local-media.js';

const failures: Record<string, DeviceFailure> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

// A DOMException or an OverconstrainedError, which is no Error everywhere.
const nameOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';

export const failureOf = (error: unknown): DeviceFailure => failures[nameOf(error)] ?? 'unknown';

/** Browsers differ in their errors if an earlier answer, or the system, keeps a device from them. */
const isBlocked = async (name: 'microphone' | 'camera'): Promise<boolean> => {
  try {
    const { state } = await navigator.permissions.query({ name });
    return state === 'denied';
  } catch {
    // Not every browser can be asked about devices.
    return false;
  }
};

/** Why this kind of device didn't open. */
export const explainFailure = async (
  error: unknown,
  kind: 'microphone' | 'camera',
): Promise<DeviceFailure> => ((await isBlocked(kind)) ? 'denied' : failureOf(error));

/** Returns whether another device might open although this one doesn't. */
export const isOfOneDevice = (error: unknown): boolean => failureOf(error) !== 'denied';
