interface Key {
  id: string;
  secret: Buffer;
}

/** The first key seals; every key opens, so that sealed values survive a rotation. */
export type KeyRing = readonly [Key, ...Key[]];

/**
 * Reads a comma-separated list of `id:base64url(32 bytes)`.
 * @throws If a key is malformed, or its id isn't two characters and unique.
 */
export const parseKeyRing = (text: string): KeyRing => {
  const keys = text.split(',').map((entry): Key => {
    const [id = '', secret = ''] = entry.trim().split(':');
    const key = { id, secret: Buffer.from(secret, 'base64url') };
    if (!/^[a-z0-9]{2}$/.test(id) || key.secret.length !== 32) throw new Error('malformed key');
    return key;
  });
  const [first, ...rest] = keys;
  if (!first || new Set(keys.map(({ id }) => id)).size !== keys.length) throw new Error('no or doubled keys');
  return [first, ...rest];
};
