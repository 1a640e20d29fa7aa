import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from '../../config/key-ring.js';

/** What a code carries. The nonce makes it worthless once the row has another, whatever the id. */
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

/** A link that anybody may use, or the link of a mail to one address. */
type Purpose = 'invite' | 'e-mail invite';

/** Says what the envelope is for, and by which key: neither can be exchanged. */
const contextOf = (purpose: Purpose, keyId: string) => Buffer.from(`maru ${purpose} ${keyId}`);

/** A long code, as older links and mails have it: key id, then base64url of IV, AES-256-GCM ciphertext and tag. Another one each time, all good. */
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

/** What was sealed, or undefined for whatever was made or changed by somebody else. */
export const openInvite = (
  keys: KeyRing,
  code: string,
  purpose: Purpose = 'invite',
): InviteReference | undefined => {
  const key = keys.find(({ id }) => id === code.slice(0, 2));
  const sealed = Buffer.from(code.slice(2), 'base64url');
  // One spelling for one envelope: base64url lets the last bits vary.
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
