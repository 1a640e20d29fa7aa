import type { Membership } from '@maru/contracts/membership';
import type { MembershipStore, PerkUse, StoredMembership } from './membership-store.js';

/** Memberships in memory, for tests. */
export class FakeMembershipStore implements MembershipStore {
  readonly stored = new Map<string, StoredMembership>();
  readonly uses: PerkUse[] = [];
  finds = 0;
  isDown = false;

  async find(userId: string): Promise<StoredMembership | undefined> {
    this.finds += 1;
    this.requireUp();
    return this.stored.get(userId);
  }

  async put(userId: string, membership: Membership): Promise<void> {
    const stored = this.stored.get(userId);
    const { plan, until } = stored?.membership ?? {};
    const isSame = plan === membership.plan && until === membership.until;
    this.stored.set(userId, { membership, lastUse: isSame ? stored?.lastUse : undefined });
  }

  async remove(userId: string): Promise<void> {
    this.stored.delete(userId);
  }

  async recordUse(use: PerkUse): Promise<void> {
    this.requireUp();
    const stored = this.stored.get(use.userId);
    if (!stored || stored.lastUse === use.mark) return;
    stored.lastUse = use.mark;
    this.uses.push(use);
  }

  private requireUp(): void {
    if (this.isDown) throw new Error('the store failed');
  }
}
