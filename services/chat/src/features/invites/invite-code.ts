import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from '@maru/service-kit/key-ring';

/** The content of a code. Replacing the nonce in the invite's row revokes the code. */
export interface InviteReference {
  inviteId: string;
  /** 16 random bytes as base64url. */
  nonce: string;
}

const ivBytes = 12;
const tagBytes = 16;
const idBytes = 26;
const nonceBytes = 16;

export const newInviteNonce = (): string => randomBytes(nonceBytes).toString('base64url');

/** A link for any user, or the link of a mail to one address. */
type Purpose = 'invite' | 'e-mail invite';

/** Binds the envelope to its purpose and key, so that neither can be exchanged. */
const contextOf = (purpose: Purpose, keyId: string) => Buffer.from(`maru ${purpose} ${keyId}`);

/**
 * Returns a long code, as in mails and older links: key id, then base64url of IV, AES-256-GCM ciphertext and tag. Each call returns another
 * valid code.
 */
export const sealInvite = (
  keys: KeyRing,
  { inviteId, nonce }: InviteReference,
  purpose: Purpose = 'invite',
): string => {
  const [{ id, secret }] = keys;
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(contextOf(purpose, id));
  const plain = Buffer.concat([Buffer.from(inviteId, 'ascii'), Buffer.from(nonce, 'base64url')]);
  const sealed = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return id + sealed.toString('base64url');
};

/** Returns the sealed reference, or undefined for a forged code. */
export const openInvite = (
  keys: KeyRing,
  code: string,
  purpose: Purpose = 'invite',
): InviteReference | undefined => {
  const key = keys.find(({ id }) => id === code.slice(0, 2));
  const sealed = Buffer.from(code.slice(2), 'base64url');
  // Accept one spelling per envelope: base64url ignores the last bits.
  const isCanonical = sealed.toString('base64url') === code.slice(2);
  if (!key || !isCanonical || sealed.length !== ivBytes + idBytes + nonceBytes + tagBytes) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.secret, sealed.subarray(0, ivBytes))
      .setAAD(contextOf(purpose, key.id))
      .setAuthTag(sealed.subarray(-tagBytes));
    const plain = Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]);
    const inviteId = plain.subarray(0, idBytes).toString('ascii');
    return { inviteId, nonce: plain.subarray(idBytes).toString('base64url') };
  } catch {
    return undefined;
  }
};
