import type { AuditAction, AuditEntry } from '@maru/contracts/http/chat/audit-log';

/** The target of an action: a person, something with a name, or the server itself. */
type TargetKind = 'person' | 'thing' | 'server';

const targets: Record<AuditAction, TargetKind> = {
  'server-updated': 'server',
  'server-transferred': 'person',
  'raid-mode-started': 'server',
  'raid-mode-ended': 'server',
  'channel-created': 'thing',
  'channel-updated': 'thing',
  'channel-moved': 'thing',
  'channel-deleted': 'thing',
  'channel-synced': 'thing',
  'category-created': 'thing',
  'category-updated': 'thing',
  'category-moved': 'thing',
  'category-deleted': 'thing',
  'overwrite-set': 'thing',
  'role-created': 'thing',
  'role-updated': 'thing',
  'role-moved': 'thing',
  'role-deleted': 'thing',
  'role-given': 'person',
  'role-taken': 'person',
  'nickname-set': 'person',
  'member-kicked': 'person',
  'member-banned': 'person',
  'member-unbanned': 'person',
  'member-timed-out': 'person',
  'timeout-ended': 'person',
  'member-muted': 'person',
  'member-unmuted': 'person',
  'member-deafened': 'person',
  'member-undeafened': 'person',
  'invite-revoked': 'server',
  'invites-paused': 'server',
  'invites-resumed': 'server',
  'email-invite-revoked': 'server',
  'message-deleted': 'person',
  'content-rule-created': 'thing',
  'content-rule-updated': 'thing',
  'content-rule-deleted': 'thing',
  'report-closed': 'person',
};

/** The person whose profile names the target. */
export const personIn = ({ action, targetId }: AuditEntry): string | null =>
  targets[action] === 'person' ? targetId : null;

/** All people whose names the entries need. */
export const peopleIn = (entries: readonly AuditEntry[]): string[] => [
  ...new Set(entries.flatMap((entry) => [entry.actorId, personIn(entry) ?? entry.actorId])),
];

/** The changes that the entry's sentence does not state. */
export const detailsOf = ({ action, changes }: AuditEntry): AuditEntry['changes'] =>
  action === 'role-given' || action === 'role-taken' || action === 'message-deleted' ? [] : changes;

/** The name, at that time, of the role that was assigned or removed. */
export const roleIn = ({ changes }: AuditEntry): string => {
  const change = changes.find(({ field }) => field === 'role');
  return String(change?.after ?? change?.before ?? '');
};
