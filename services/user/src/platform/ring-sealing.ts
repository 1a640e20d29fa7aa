import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from '@maru/service-kit/key-ring';

const idCharacters = 2;
const ivBytes = 12;
const tagBytes = 16;

/** Binds the envelope to its key and its owner, so that neither can be exchanged. */
const contextOf = (keyId: string, owner: string) => Buffer.from(`maru sealed ${keyId} ${owner}`);

/**
 * Returns a secret that is to be stored, sealed by the ring's first key: its id, then base64url of IV, AES-256-GCM ciphertext and tag. Only
 * the same `owner`, the row that it belongs to, opens it.
 */
export const sealText = ([{ id, secret }]: KeyRing, owner: string, text: string): string => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(contextOf(id, owner));
  const sealed = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return id + Buffer.concat(sealed).toString('base64url');
};

/** Returns the sealed text. @throws If the ring lacks its key, or it belongs to another owner. */
export const openText = (keys: KeyRing, owner: string, text: string): string => {
  const key = keys.find(({ id }) => id === text.slice(0, idCharacters));
  if (!key) throw new Error('the key of a sealed text is missing');
  const sealed = Buffer.from(text.slice(idCharacters), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key.secret, sealed.subarray(0, ivBytes))
    .setAAD(contextOf(key.id, owner))
    .setAuthTag(sealed.subarray(-tagBytes));
  const plain = [decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()];
  return Buffer.concat(plain).toString('utf8');
};
