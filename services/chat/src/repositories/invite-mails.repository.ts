import type { Db } from '../platform/database.js';

interface Budget {
  since: Date;
  limit: number;
}

/** Rows of `invite_mails` and `unsubscribed_addresses`. Addresses are keyed hashes. */
export const inviteMailsRepository = (db: Db) => ({
  async insert(mail: { id: string; senderId: string; addressHash: string; askedAt: Date }): Promise<void> {
    await db.inviteMail.create({ data: mail });
  },

  /**
   * Returns undefined if all mails of the sender fit their budget; otherwise, the time of the one that must leave the window first. Call it
   * after the insert: the locking read waits for other transactions' inserts, so of two that exceed the budget together, one sees it.
   */
  async lockAndFindExcess(senderId: string, { since, limit }: Budget): Promise<Date | undefined> {
    const rows = await db.$queryRaw<{ asked_at: Date }[]>`
      SELECT asked_at FROM invite_mails WHERE sender_id = ${senderId} AND asked_at > ${since}
      ORDER BY asked_at DESC FOR UPDATE`;
    return rows[limit]?.asked_at;
  },

  /**
   * Takes one mail from its address's budget; returns false if none is left. After a crash, a mail that has taken its share is sent again.
   */
  async claim(mailId: string, now: Date, { since, limit }: Budget): Promise<boolean> {
    const mail = await db.inviteMail.findUnique({ where: { id: mailId } });
    if (!mail) return false;
    if (mail.mailedAt) return true;
    await db.inviteMail.update({ where: { id: mailId }, data: { mailedAt: now } });
    const rows = await db.$queryRaw<unknown[]>`
      SELECT id FROM invite_mails WHERE address_hash = ${mail.addressHash} AND mailed_at > ${since} FOR UPDATE`;
    if (rows.length <= limit) return true;
    await db.inviteMail.update({ where: { id: mailId }, data: { mailedAt: null } });
    return false;
  },

  async removeAskedBefore(time: Date): Promise<void> {
    await db.inviteMail.deleteMany({ where: { askedAt: { lt: time } } });
  },

  async unsubscribe(addressHash: string): Promise<void> {
    await db.unsubscribedAddress.createMany({ data: [{ addressHash }], skipDuplicates: true });
  },

  async isUnsubscribed(addressHash: string): Promise<boolean> {
    return (await db.unsubscribedAddress.count({ where: { addressHash } })) > 0;
  },
});
