import { Injectable } from '@nestjs/common';
import { AccountsRepository, type AccountSecurity } from '../repositories/accounts.repository.js';
import { KnownPlaces } from './known-places.service.js';
import type { Place } from './place.js';

interface Attempt {
  email: string;
  place: Place;
  /** A live session, which has a budget of its own. */
  sessionId?: string;
}

interface AttemptBudgets {
  /** Budgets of the address at one place. */
  own: readonly { consume(key: string): Promise<void> }[];
  /** Takes from the budget that all places which are new to the account share. */
  takeForStranger?: (email: string) => Promise<void>;
}

/** An attempt whose budgets were spent. */
export interface CountedAttempt {
  /** Undefined when no account has the address; the attempt costs the same. */
  account: AccountSecurity | undefined;
  /** Key of the address at this place. */
  key: string;
  /** Key of the place alone. */
  placeKey: string;
  isStranger: boolean;
}

/** Counts attempts to act for the account of an e-mail address. */
@Injectable()
export class AddressAttempts {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly places: KnownPlaces,
  ) {}

  /** Throws RATE_LIMITED once a budget is used up. */
  async count(
    { email, place, sessionId }: Attempt,
    { own, takeForStranger }: AttemptBudgets,
  ): Promise<CountedAttempt> {
    const account = await this.accounts.findByEmail(email);
    const budget = sessionId
      ? { key: `session ${sessionId}`, isKnown: true }
      : await this.places.budgetOf(account?.userId, place);
    const key = `${email} ${budget.key}`;
    for (const limit of own) await limit.consume(key);
    if (!budget.isKnown) await takeForStranger?.(email);
    return { account, key, placeKey: budget.key, isStranger: !budget.isKnown };
  }
}
