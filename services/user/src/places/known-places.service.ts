import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { ENV } from '../platform/injection-tokens.js';
import type { Db } from '../platform/prisma.service.js';
import { keyedHash } from '../platform/sealing.js';
import { KnownPlacesRepository } from '../repositories/known-places.repository.js';
import type { Place } from './place.js';

/** The failure budget that an attempt draws on. */
export interface Budget {
  key: string;
  /** Unknown sources share one more budget; an account's own devices and addresses don't. */
  isKnown: boolean;
}

/**
 * Separates an account's own devices and network addresses from strangers': each known place has its own budget for guesses and
 * mails, so that an attacker elsewhere can't lock the owner out.
 */
@Injectable()
export class KnownPlaces {
  constructor(
    @Inject(ENV) private readonly env: Pick<Env, 'SEALING_KEY'>,
    private readonly places: KnownPlacesRepository,
  ) {}

  /** The device takes precedence over the address, which others may share. An unknown user has no known place. */
  async budgetOf(userId: string | undefined, place: Place): Promise<Budget> {
    const hashes = this.hashesOf(place);
    const known = await this.places.find(userId ?? '', hashes);
    const mine = hashes.find((hash) => known.includes(hash));
    return mine ? { key: mine, isKnown: true } : { key: place.address, isKnown: false };
  }

  /** Records that the account signed in from this place, within the transaction that opens its session. */
  async remember(userId: string, place: Place, db: Db): Promise<void> {
    await this.places.remember(userId, this.hashesOf(place), db);
  }

  /** Sessions ended: their places count as strangers' again. `except` is a place of the owner. */
  async forget(userId: string, { except }: { except?: Place }, db: Db): Promise<void> {
    await this.places.removeAllOf(userId, db);
    if (except) await this.remember(userId, except, db);
  }

  /** Known parts of a place. */
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
