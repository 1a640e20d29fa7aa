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
  emailHashKey: secret,
});

export type Secrets = z.output<typeof schema>;

const random = () => randomBytes(32).toString('hex');

/** Made once per state folder and readable by its owner only. Throws, with the file's name, when they are damaged. */
export const readSecrets = (stateDir: string): Secrets => {
  const file = join(stateDir, 'secrets.json');
  const known = readState(file);
  // A folder of an earlier version lacks secrets that were added since.
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
    inviteKeys: `l1:${randomBytes(32).toString('base64url')}`,
    emailHashKey: random(),
    ...parsed.data,
  };
  const text = JSON.stringify(secrets);
  if (text !== JSON.stringify(known)) writeState(file, text, { isDurable: true });
  return secrets;
};
