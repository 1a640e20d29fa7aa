import type { AuditAction, AuditChange } from '@maru/contracts/http/chat/audit-log';
import { newId } from '@maru/service-kit/ids';
import type { Db } from './prisma.js';

/** An action of a privileged member, logged in the transaction of its change. */
export interface AuditRecord {
  serverId: string;
  actorId: string;
  action: AuditAction;
  targetId?: string;
  /** The target's name at that time. */
  targetName?: string;
  /** The channel or category that the entry is about; hides the entry from members who can't see it. */
  placeId?: string;
  /**
   * An empty list means that nothing changed, so no entry is written. The ids beside the names of places decide which members read those.
   */
  changes?: (AuditChange & { beforePlaceId?: string | null; afterPlaceId?: string | null })[];
  reason?: string;
  /** Idempotency key from the reporter; repeats are dropped. */
  originId?: string;
}

type Scalars = Record<string, unknown>;

const scalar = (value: unknown): AuditChange['before'] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** Returns the fields that differ. `undefined` as `before` means created; as `after`, deleted. */
export const changesBetween = <T extends object>(
  before: T | undefined,
  after: T | undefined,
  fields: readonly (keyof T & string)[],
): AuditChange[] =>
  fields
    .map((field) => ({
      field,
      before: scalar((before as Scalars | undefined)?.[field]),
      after: scalar((after as Scalars | undefined)?.[field]),
    }))
    .filter((change) => change.before !== change.after);

/** Writes an entry within the transaction of its change. The caller holds the server's lock. */
export const writeAudit = async (db: Db, { changes, ...entry }: AuditRecord): Promise<void> => {
  if (changes?.length === 0) return;
  // The lock puts entries in commit order; an id above the last one keeps that order despite clock skew.
  const { serverId } = entry;
  const last = await db.auditEntry.findFirst({ where: { serverId }, orderBy: { id: 'desc' } });
  const data = {
    ...entry,
    reason: entry.reason || null,
    id: newId(last?.id),
    // Prisma's JSON type requires an index signature.
    changes: (changes ?? []).map((change) => ({ ...change })),
  };
  await db.auditEntry.create({ data });
};
