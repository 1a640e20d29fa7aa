import { serverId as serverIdSchema, type ServerId } from '@maru/contracts/primitives';
import type { Invite, InvitePreview } from '@maru/contracts/http/chat/invites';
import type { Db } from '../platform/database.js';

interface NewInvite {
  code: string;
  serverId: string;
  creatorId: string;
  expiresAt: Date;
}

const usableAt = (code: string, now: Date) => ({ code, revokedAt: null, expiresAt: { gt: now } });

/** Rows of `invites`; expired and revoked ones are as good as absent. */
export const invitesRepository = (db: Db) => ({
  async insert(invite: NewInvite): Promise<Invite> {
    const row = await db.invite.create({ data: invite });
    return {
      code: row.code,
      serverId: serverIdSchema.parse(row.serverId),
      expiresAt: row.expiresAt.toISOString(),
    };
  },

  async findServerId(code: string, now: Date): Promise<ServerId | undefined> {
    const row = await db.invite.findFirst({ where: usableAt(code, now), select: { serverId: true } });
    return row ? serverIdSchema.parse(row.serverId) : undefined;
  },

  async findPreview(code: string, now: Date): Promise<InvitePreview | undefined> {
    const row = await db.invite.findFirst({ where: usableAt(code, now), include: { server: true } });
    if (!row) return undefined;
    const { id, name, iconUrl, memberCount } = row.server;
    const server = { serverId: serverIdSchema.parse(id), name, iconUrl, memberCount };
    return { code: row.code, expiresAt: row.expiresAt.toISOString(), server };
  },
});
