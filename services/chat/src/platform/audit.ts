import type { AuditAction, AuditChange } from '@maru/contracts/http/chat/audit-log';
import { newId } from '@maru/service-kit/ids';
import type { Db } from './prisma.js';

/** An act of a privileged member, written down together with the change itself. */
export interface AuditRecord {
  serverId: string;
  actorId: string;
  action: AuditAction;
  targetId?: string;
  /** The target's name at this moment. */
  targetName?: string;
  /** The channel or category that the entry is about; hides the entry from members who may not see that. */
  placeId?: string;
  /** An empty list means that nothing changed: no entry is written. The ids beside names of places decide who reads those. */
  changes?: (AuditChange & { beforePlaceId?: string | null; afterPlaceId?: string | null })[];
  reason?: string;
  /** Idempotency key from the reporter; repeats are dropped. */
  originId?: string;
}

type Scalars = Record<string, unknown>;

const scalar = (value: unknown): AuditChange['before'] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** Returns the fields that differ. `undefined` as `before` means created, as `after` deleted. */
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

/** Writes an entry within the transaction of its change. The caller holds the lock of the server. */
export const writeAudit = async (db: Db, { changes, ...entry }: AuditRecord): Promise<void> => {
  if (changes?.length === 0) return;
  // Under the lock entries come in the order of their commits; a greater id than the last one keeps that order across clocks.
  const { serverId } = entry;
  const last = await db.auditEntry.findFirst({ where: { serverId }, orderBy: { id: 'desc' } });
  const data = {
    ...entry,
    reason: entry.reason || null,
    id: newId(last?.id),
    // Prisma's type of JSON wants an index signature.
    changes: (changes ?? []).map((change) => ({ ...change })),
  };
  await db.auditEntry.create({ data });
};
