import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';

/** Each purpose has its own key, derived from the service's key by HKDF-SHA256. */
const keyFor = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', purpose, 32));

/** A keyed hash, for values too short for a plain one: six-digit codes. */
export const keyedHash = (secret: string, purpose: string, value: string): string =>
  createHmac('sha256', keyFor(secret, purpose)).update(value).digest('hex');

export const isEqualHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Returns `payload` as an encrypted token (JWE, AES-256-GCM) that only this service can read, valid until `expiresAt`. */
export const seal = (secret: string, purpose: string, payload: object, expiresAt: Date): Promise<string> =>
  new EncryptJWT({ payload })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(purpose)
    .setExpirationTime(expiresAt)
    .encrypt(keyFor(secret, purpose));

/** Returns the sealed payload, or `undefined` if it is expired, forged, broken or for another purpose. */
export const unseal = async (secret: string, purpose: string, token: string, now: Date): Promise<unknown> => {
  try {
    const { payload } = await jwtDecrypt(token, keyFor(secret, purpose), {
      audience: purpose,
      currentDate: now,
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return payload.payload;
  } catch {
    return undefined;
  }
};
