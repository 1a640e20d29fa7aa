import { email as emailSchema } from '@maru/contracts/email';
import { AppError } from '@maru/service-kit/app-error';
import type { IDToken } from 'openid-client';
import { z } from 'zod';
import { OidcProviderClient, type OidcSettings } from './oidc-provider.client.js';
import type { ProviderPerson } from './provider.client.js';

export interface KakaoSettings extends OidcSettings {
  apiUrl: string;
  adminKey: string;
}

/** Any field of Kakao's may be missing; see "Retrieve user information" in Kakao's REST API guide. */
const meSchema = z.object({
  id: z.number().int(),
  kakao_account: z
    .object({
      email: emailSchema.optional().catch(undefined),
      is_email_valid: z.boolean().optional(),
      is_email_verified: z.boolean().optional(),
      profile: z.object({ nickname: z.string().optional() }).optional(),
    })
    .default({}),
});

/** Kakao's response to unlinking a user who isn't linked. */
const notLinkedCode = -101;
const timeoutMs = 10_000;

export class KakaoClient extends OidcProviderClient {
  readonly provider = 'kakao';
  protected readonly scope = 'openid account_email profile_nickname';

  constructor(private readonly kakao: KakaoSettings) {
    super(kakao);
  }

  async unlink(subject: string): Promise<void> {
    const response = await this.call('/v1/user/unlink', {
      method: 'POST',
      headers: { authorization: `KakaoAK ${this.kakao.adminKey}` },
      body: new URLSearchParams({ target_id_type: 'user_id', target_id: subject }),
    });
    if (response.ok) return;
    const answer = z.object({ code: z.number() }).safeParse(await response.json().catch(() => undefined));
    if (answer.data?.code !== notLinkedCode) throw new AppError('PROVIDER_FAILED');
  }

  /**
   * The ID token doesn't say whether the address is verified; Kakao's API does. The address is trusted if it is verified and
   * still valid.
   */
  protected async personOf({ sub }: IDToken, accessToken: string): Promise<ProviderPerson> {
    const response = await this.call('/v2/user/me', { headers: { authorization: `Bearer ${accessToken}` } });
    const { id, kakao_account: account } = meSchema.parse(await response.json());
    if (String(id) !== sub) throw new AppError('PROVIDER_FAILED', { message: 'two people in one answer' });
    return {
      subject: sub,
      email: account.email,
      isEmailOwned: account.is_email_valid === true && account.is_email_verified === true,
      nickname: account.profile?.nickname,
    };
  }

  private async call(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.kakao.apiUrl + path, {
        ...init,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw new AppError('UNAVAILABLE', { cause: error });
    }
  }
}
