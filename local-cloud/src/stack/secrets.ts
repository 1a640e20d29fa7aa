import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readState, writeState } from '../state-file.js';

const secret = z.string().min(32);
const schema = z.object({
  internalToken: secret,
  signInAssertionSecret: secret,
  sealingKey: secret,
  inviteKeys: secret,
  billingKeys: secret,
  emailHashKey: secret,
  turnSecret: secret,
});

export type Secrets = z.output<typeof schema>;

const random = () => randomBytes(32).toString('hex');
const keyRing = () => `l1:${randomBytes(32).toString('base64url')}`;

/** Creates the secrets once per state folder, readable by their owner only. @throws With the file's name if they are damaged. */
export const readSecrets = (stateDir: string): Secrets => {
  const file = join(stateDir, 'secrets.json');
  const known = readState(file);
  // The folder of an earlier version lacks secrets that were added later.
  const parsed = schema
    .partial()
    .loose()
    .safeParse(known === undefined ? {} : known);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new Error(
      `${file} is damaged (${names || 'no object'}). Put a copy of it back, or forget all local data with \`npm run reset\`.`,
    );
  }
  const secrets: Secrets = {
    internalToken: random(),
    signInAssertionSecret: random(),
    sealingKey: random(),
    inviteKeys: keyRing(),
    billingKeys: keyRing(),
    emailHashKey: random(),
    turnSecret: random(),
    ...parsed.data,
  };
  const text = JSON.stringify(secrets);
  if (text !== JSON.stringify(known)) writeState(file, text, { isDurable: true });
  return secrets;
};
