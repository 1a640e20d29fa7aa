import type { AuditAction, AuditEntry } from '@maru/contracts/http/chat/audit-log';
import {
  Ban,
  Clock,
  FolderTree,
  Hash,
  KeyRound,
  Link2,
  MicOff,
  PenLine,
  Server,
  Shield,
  ShieldAlert,
  Funnel,
  Trash2,
  UserMinus,
  Flag,
  type LucideIcon,
} from 'lucide-react';

/** Of what an action's target is: a person, something with a name, or the server itself. */
type Target = 'person' | 'thing' | 'server';

const kind = (icon: LucideIcon, target: Target) => ({ icon, target });

/** The icon and the kind of target of each action. */
export const auditKinds: Record<AuditAction, { icon: LucideIcon; target: Target }> = {
  'server-updated': kind(Server, 'server'),
  'server-transferred': kind(KeyRound, 'person'),
  'raid-mode-started': kind(ShieldAlert, 'server'),
  'raid-mode-ended': kind(ShieldAlert, 'server'),
  'channel-created': kind(Hash, 'thing'),
  'channel-updated': kind(Hash, 'thing'),
  'channel-moved': kind(Hash, 'thing'),
  'channel-deleted': kind(Hash, 'thing'),
  'channel-synced': kind(KeyRound, 'thing'),
  'category-created': kind(FolderTree, 'thing'),
  'category-updated': kind(FolderTree, 'thing'),
  'category-moved': kind(FolderTree, 'thing'),
  'category-deleted': kind(FolderTree, 'thing'),
  'overwrite-set': kind(KeyRound, 'thing'),
  'role-created': kind(Shield, 'thing'),
  'role-updated': kind(Shield, 'thing'),
  'role-moved': kind(Shield, 'thing'),
  'role-deleted': kind(Shield, 'thing'),
  'role-given': kind(Shield, 'person'),
  'role-taken': kind(Shield, 'person'),
  'nickname-set': kind(PenLine, 'person'),
  'member-kicked': kind(UserMinus, 'person'),
  'member-banned': kind(Ban, 'person'),
  'member-unbanned': kind(Ban, 'person'),
  'member-timed-out': kind(Clock, 'person'),
  'timeout-ended': kind(Clock, 'person'),
  'member-muted': kind(MicOff, 'person'),
  'member-unmuted': kind(MicOff, 'person'),
  'invite-revoked': kind(Link2, 'server'),
  'invites-paused': kind(Link2, 'server'),
  'invites-resumed': kind(Link2, 'server'),
  'email-invite-revoked': kind(Link2, 'server'),
  'message-deleted': kind(Trash2, 'person'),
  'content-rule-created': kind(Funnel, 'thing'),
  'content-rule-updated': kind(Funnel, 'thing'),
  'content-rule-deleted': kind(Funnel, 'thing'),
  'report-closed': kind(Flag, 'person'),
};

/** The person whose profile names the target. */
export const personIn = ({ action, targetId }: AuditEntry): string | null =>
  auditKinds[action].target === 'person' ? targetId : null;

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
