import { email as emailSchema } from '@maru/contracts/email';
import type { IDToken } from 'openid-client';
import { z } from 'zod';
import { OidcProviderClient } from './oidc-provider.client.js';
import type { ProviderPerson } from './provider.client.js';

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: emailSchema.optional().catch(undefined),
  email_verified: z.boolean().catch(false).default(false),
  hd: z.string().optional(),
  name: z.string().optional(),
});

/**
 * Google vouches only for its own addresses (gmail.com) and those of a Workspace domain (`hd`); any other mailbox may have
 * changed hands since it was verified. Source: Google's "Verify the Google ID token on your server side".
 */
const isOwned = ({ email = '', email_verified: isVerified, hd }: z.output<typeof claimsSchema>) =>
  isVerified && (email.endsWith('@gmail.com') || hd !== undefined);

export class GoogleClient extends OidcProviderClient {
  readonly provider = 'google';
  protected readonly scope = 'openid email profile';

  /** Unlinking at Google requires one of the user's tokens, and we store none. */
  async unlink(): Promise<void> {}

  protected async personOf(idToken: IDToken): Promise<ProviderPerson> {
    const claims = claimsSchema.parse(idToken);
    return { subject: claims.sub, email: claims.email, isEmailOwned: isOwned(claims), nickname: claims.name };
  }
}
