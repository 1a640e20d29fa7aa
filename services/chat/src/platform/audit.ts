import type { AuditAction, AuditChange } from '@maru/contracts/http/chat/audit-log';

/** What a privileged person does, as it is written down with the change itself. */
export interface AuditRecord {
  serverId: string;
  actorId: string;
  action: AuditAction;
  targetId?: string;
  /** What the target is called at this moment. */
  targetName?: string;
  /** The channel or category that it tells of; hidden from those who may not see that. */
  placeId?: string;
  /** Given and empty, there is nothing to write down. The ids beside the names of places decide who reads those. */
  changes?: (AuditChange & { beforePlaceId?: string | null; afterPlaceId?: string | null })[];
  reason?: string;
  /** What whoever may tell of it again calls it. */
  originId?: string;
}

type Scalars = Record<string, unknown>;

const scalar = (value: unknown): AuditChange['before'] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** Those of the fields that differ; nothing (`undefined`) stands for what was made or deleted. */
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
