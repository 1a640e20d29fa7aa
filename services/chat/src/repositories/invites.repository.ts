import {
  channelId as channelIdSchema,
  roleId as roleIdSchema,
  serverId as serverIdSchema,
} from '@maru/contracts/primitives';
import {
  inviteId as inviteIdSchema,
  type Invite,
  type InviteStatus,
} from '@maru/contracts/http/chat/invites';
import type { Server } from '@maru/contracts/http/chat/servers';
import type { Db } from '../platform/database.js';
import { toServer } from './servers.repository.js';

/** An invite as it is stored: with the parts of its code, without the code. */
export type StoredInvite = Omit<Invite, 'code'> & { codeId: bigint; nonce: string | null };

/** An invite with its server and status. */
export interface FoundInvite {
  invite: StoredInvite;
  status: InviteStatus;
  server: Server;
  memberCount: number;
}

interface InviteRow {
  id: string;
  nonce: string | null;
  codeId: bigint;
  serverId: string;
  channelId: string | null;
  roleId: string | null;
  isTemporary: boolean;
  creatorId: string;
  maxUses: number | null;
  uses: number;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

const toInvite = (row: InviteRow): StoredInvite => ({
  inviteId: inviteIdSchema.parse(row.id),
  nonce: row.nonce,
  codeId: row.codeId,
  serverId: serverIdSchema.parse(row.serverId),
  channelId: channelIdSchema.nullable().parse(row.channelId),
  roleId: roleIdSchema.nullable().parse(row.roleId),
  isTemporary: row.isTemporary,
  creatorId: row.creatorId,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  maxUses: row.maxUses,
  uses: row.uses,
});

const statusOf = (row: InviteRow, { isPaused, now }: { isPaused: boolean; now: Date }): InviteStatus => {
  if (row.revokedAt) return 'revoked';
  if (row.expiresAt && row.expiresAt <= now) return 'expired';
  if (row.maxUses !== null && row.uses >= row.maxUses) return 'full';
  return isPaused ? 'paused' : 'open';
};

const working = (db: Db, serverId: string, now: Date) => ({
  serverId,
  revokedAt: null,
  AND: [
    { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    { OR: [{ maxUses: null }, { uses: { lt: db.invite.fields.maxUses } }] },
  ],
});

/** Rows of `invites`. */
export const invitesRepository = (db: Db) => ({
  async insert(invite: Omit<InviteRow, 'nonce' | 'uses' | 'createdAt' | 'revokedAt'>): Promise<StoredInvite> {
    return toInvite(await db.invite.create({ data: invite }));
  },

  async find(by: { inviteId: string } | { codeId: bigint }, now: Date): Promise<FoundInvite | undefined> {
    const where = 'inviteId' in by ? { id: by.inviteId } : by;
    const row = await db.invite.findUnique({ where, include: { server: true } });
    if (!row) return undefined;
    const isPaused = row.server.invitesPausedAt !== null || row.server.raidModeSince !== null;
    return {
      invite: toInvite(row),
      status: statusOf(row, { isPaused, now }),
      server: toServer(row.server),
      memberCount: row.server.memberCount,
    };
  },

  async listWorking(serverId: string, { now, limit }: { now: Date; limit: number }): Promise<StoredInvite[]> {
    const rows = await db.invite.findMany({
      where: working(db, serverId, now),
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(toInvite);
  },

  /** Returns the newest unused, unrevoked invite with these terms; `expiresAt: null` matches invites that don't expire. */
  async findUnused(
    same: Pick<InviteRow, 'serverId' | 'channelId' | 'roleId' | 'isTemporary' | 'creatorId' | 'maxUses'>,
    expiresAt: { from: Date; to: Date } | null,
  ): Promise<StoredInvite | undefined> {
    const row = await db.invite.findFirst({
      where: {
        ...same,
        uses: 0,
        revokedAt: null,
        expiresAt: expiresAt && { gte: expiresAt.from, lte: expiresAt.to },
      },
      orderBy: { id: 'desc' },
    });
    return row ? toInvite(row) : undefined;
  },

  countWorking(serverId: string, now: Date): Promise<number> {
    return db.invite.count({ where: working(db, serverId, now) });
  },

  /** Counts one more use. The server's lock keeps two users from sharing the last one. */
  async use(inviteId: string): Promise<void> {
    await db.invite.update({ where: { id: inviteId }, data: { uses: { increment: 1 } } });
  },

  async revokeAllOf(serverId: string, creatorId: string, now: Date): Promise<void> {
    await db.invite.updateMany({ where: { serverId, creatorId, revokedAt: null }, data: { revokedAt: now } });
  },

  async revoke(inviteId: string, now: Date): Promise<void> {
    await db.invite.updateMany({ where: { id: inviteId, revokedAt: null }, data: { revokedAt: now } });
  },
});
