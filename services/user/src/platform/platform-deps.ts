import type { IdentityProvider } from '@maru/contracts/http/user/auth';
import type { Clock } from '@maru/service-kit/clock';
import type { Logger } from '@maru/service-kit/logger';
import type { Locks } from '@maru/service-kit/mysql/locks';
import type { RateLimiter } from '@maru/service-kit/rate-limiter';
import type { TokenVerifier } from '@maru/service-kit/tokens';
import type { ChatClient } from '../clients/chat.client.js';
import type { CognitoClient } from '../clients/cognito.client.js';
import type { ImageStore } from '@maru/service-kit/images/image-store';
import type { Mailer } from '@maru/service-kit/mail/mailer';
import type { TossClient } from '../clients/toss.client.js';
import type { ProviderClient } from '../clients/provider.client.js';
import type { Env } from '../config/env.js';
import type { AtLeast } from './at-least.js';
import type { PrismaService } from './prisma.service.js';

/** The application's connections to the outside, which tests replace. */
export interface PlatformDeps {
  env: Env;
  clock: Clock;
  log: Logger;
  prisma: PrismaService;
  limiter: RateLimiter;
  verifier: TokenVerifier;
  cognito: CognitoClient;
  providers: Record<IdentityProvider, ProviderClient>;
  chat: ChatClient;
  images: ImageStore;
  locks: Locks;
  mailer: Mailer;
  toss: TossClient;
  atLeast: AtLeast;
}
