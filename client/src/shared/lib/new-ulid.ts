const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const encode = (value: bigint, length: number): string => {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text;
  return text;
};

/** A ULID of our own making, for what the client names itself. */
export const newUlid = (now = Date.now()): string => {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const bits = random.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return encode(BigInt(now), 10) + encode(bits, 16);
};
