import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyRing } from '@maru/service-kit/key-ring';

const idBytes = 8;
const blockBytes = 16;
/** Length of the key id and one block as base64url. */
export const shortCodeLength = 2 + Math.ceil((blockBytes * 4) / 3);

export const newCodeId = (): bigint => randomBytes(idBytes).readBigUInt64BE();

/** Derives a key for this use only, so that a block means nothing to another use of the same secret. */
const blockKey = ({ id, secret }: KeyRing[number]): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `maru short invite code ${id}`, 32));

/**
 * Returns the code of a link: key id, then base64url of one AES block that holds the link's id and 64 zero bits. A forged block deciphers
 * to 64 zero bits once in 2^64 tries, which authenticates the code (encode-then-encipher; see docs/adr/0012).
 */
export const sealShortCode = ([key]: KeyRing, codeId: bigint): string => {
  const block = Buffer.alloc(blockBytes);
  block.writeBigUInt64BE(codeId);
  const cipher = createCipheriv('aes-256-ecb', blockKey(key), null).setAutoPadding(false);
  return key.id + Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
};

/** Returns the sealed id, or undefined for a forged code. */
export const openShortCode = (keys: KeyRing, code: string): bigint | undefined => {
  const key = keys.find(({ id }) => id === code.slice(0, 2));
  const sealed = Buffer.from(code.slice(2), 'base64url');
  // Accept one spelling per block: base64url ignores the last bits.
  if (!key || sealed.length !== blockBytes || sealed.toString('base64url') !== code.slice(2))
    return undefined;
  const decipher = createDecipheriv('aes-256-ecb', blockKey(key), null).setAutoPadding(false);
  const block = Buffer.concat([decipher.update(sealed), decipher.final()]);
  return block.readBigUInt64BE(idBytes) === 0n ? block.readBigUInt64BE() : undefined;
};
