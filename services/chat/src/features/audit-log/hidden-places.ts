import type { StoredAuditEntry, StoredChange } from '../../repositories/audit-log.repository.js';

/** Fields whose values are channel ids: a single one, or a list as `describeChange` writes it. */
const fieldsOfIds = new Set(['systemChannelId', 'exemptChannels']);

const idsIn = (value: StoredChange['before']): string[] =>
  typeof value === 'string' ? value.split(', ') : [];

/** Returns the channels and categories that the changes of an entry name, by id or beside a name. */
export const placesNamedIn = ({ changes }: StoredAuditEntry): string[] =>
  changes.flatMap((change) =>
    fieldsOfIds.has(change.field)
      ? [...idsIn(change.before), ...idsIn(change.after)]
      : [change.beforePlaceId, change.afterPlaceId].filter((id) => typeof id === 'string'),
  );

const seenOf = (value: StoredChange['before'], seen: ReadonlySet<string>) =>
  idsIn(value)
    .filter((id) => seen.has(id))
    .join(', ') || null;

/** Hides the name of a category that the reader can't see. Older entries lack the ids, so their names are always hidden. */
const nameIfSeen = (
  name: StoredChange['before'],
  placeId: string | null | undefined,
  seen: ReadonlySet<string>,
) => (placeId && seen.has(placeId) ? name : null);

const withoutHidden = (change: StoredChange, seen: ReadonlySet<string>): StoredChange => {
  const { field, before, after, beforePlaceId, afterPlaceId } = change;
  if (fieldsOfIds.has(field)) return { field, before: seenOf(before, seen), after: seenOf(after, seen) };
  if (field !== 'category') return { field, before, after };
  return {
    field,
    before: nameIfSeen(before, beforePlaceId, seen),
    after: nameIfSeen(after, afterPlaceId, seen),
  };
};

/** Returns the entry for a reader who sees only these places. */
export const withoutHiddenPlaces = (
  entry: StoredAuditEntry,
  seen: ReadonlySet<string>,
): StoredAuditEntry => ({ ...entry, changes: entry.changes.map((change) => withoutHidden(change, seen)) });
