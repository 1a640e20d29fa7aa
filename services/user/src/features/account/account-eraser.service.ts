import type { ImageStore } from '@maru/service-kit/images/image-store';
import { Inject, Injectable } from '@nestjs/common';
import type { ChatClient } from '../../clients/chat.client.js';
import { CognitoFailure, type CognitoClient } from '../../clients/cognito.client.js';
import { CHAT, COGNITO, IMAGE_STORE, PROVIDERS } from '../../platform/injection-tokens.js';
import type { EraseAccount } from '../../platform/jobs.js';
import type { AccountSecurity } from '../../repositories/accounts.repository.js';
import { IdentitiesRepository } from '../../repositories/identities.repository.js';
import type { Providers } from '../sign-in/provider/provider-visits.service.js';
import { BillingCards } from '../membership/subscriptions/billing-cards.service.js';
import { AccountChanges } from '../sessions/account-changes.service.js';

type Step = EraseAccount['step'];

/** Erases one account everywhere. Each step can be repeated, and our own rows go last. */
@Injectable()
export class AccountEraser {
  constructor(
    @Inject(PROVIDERS) private readonly providers: Providers,
    @Inject(CHAT) private readonly chat: ChatClient,
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(IMAGE_STORE) private readonly images: ImageStore,
    private readonly identities: IdentitiesRepository,
    private readonly changes: AccountChanges,
    private readonly cards: BillingCards,
  ) {}

  private readonly steps: Record<Step, (account: AccountSecurity) => Promise<void>> = {
    providers: async ({ userId }) => {
      for (const { provider, subject } of await this.identities.listOf(userId))
        await this.providers[provider].unlink(subject);
    },
    cards: ({ userId }) => this.cards.deleteAll(userId),
    pictures: async ({ userId }) => {
      await this.images.removeUnder(`avatars/${userId}/`);
      await this.images.removeUnder(`banners/${userId}/`);
    },
    chat: ({ userId }) => this.chat.forgetPerson(userId),
    cognito: ({ userId }) => this.deleteAtCognito(userId),
    rows: (account) => this.changes.erase(account),
  };

  run(step: Step, account: AccountSecurity): Promise<void> {
    return this.steps[step](account);
  }

  private async deleteAtCognito(userId: string): Promise<void> {
    try {
      await this.cognito.deleteUser(userId);
    } catch (error) {
      const isGone = error instanceof CognitoFailure && error.reason === 'user-not-found';
      if (!isGone) throw error;
    }
  }
}
