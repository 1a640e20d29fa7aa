import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { ENV } from '../platform/injection-tokens.js';
import type { Db } from '../platform/prisma.service.js';
import { keyedHash } from '../platform/sealing.js';
import { KnownPlacesRepository } from '../repositories/known-places.repository.js';
import type { Place } from './place.js';

/** Whose budget of failures an attempt draws on. */
export interface Budget {
  key: string;
  /** Strangers share a further budget; an account's own devices and addresses don't. */
  isKnown: boolean;
}

/**
 * Tells an account's own devices and network addresses from strangers': each known place has a budget of its own for guesses and
 * mails, so that nobody can lock a person out from elsewhere.
 */
@Injectable()
export class KnownPlaces {
  constructor(
    @Inject(ENV) private readonly env: Pick<Env, 'SEALING_KEY'>,
    private readonly places: KnownPlacesRepository,
  ) {}

  /** The device counts before the address, which others may share. An unknown person has no known place. */
  async budgetOf(userId: string | undefined, place: Place): Promise<Budget> {
    const hashes = this.hashesOf(place);
    const known = await this.places.find(userId ?? '', hashes);
    const mine = hashes.find((hash) => known.includes(hash));
    return mine ? { key: mine, isKnown: true } : { key: place.address, isKnown: false };
  }

  /** The account has signed in from there; within the transaction that opens its session. */
  async remember(userId: string, place: Place, db: Db): Promise<void> {
    await this.places.remember(userId, this.hashesOf(place), db);
  }

  /** Sessions were ended: whoever held one is a stranger again. `except` is a place of the owner. */
  async forget(userId: string, { except }: { except?: Place }, db: Db): Promise<void> {
    await this.places.removeAllOf(userId, db);
    if (except) await this.remember(userId, except, db);
  }

  /** Whether each part of the place is known. */
  async isKnown(userId: string, place: Place): Promise<boolean> {
    const hashes = this.hashesOf(place);
    return (await this.places.find(userId, hashes)).length === hashes.length;
  }

  private hashesOf({ deviceId, address }: Place): string[] {
    const hash = (what: string, value: string) =>
      keyedHash(this.env.SEALING_KEY, 'known-place', `${what}\n${value}`);
    return [...(deviceId ? [hash('device', deviceId)] : []), hash('address', address)];
  }
}
