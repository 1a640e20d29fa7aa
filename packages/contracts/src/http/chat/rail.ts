import { z } from 'zod';
import { limits } from '../../limits.js';
import { serverId, ulid, type ServerId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { nameField } from '../../text-fields.js';
import { accent } from '../user/profiles.js';

const railServer = z.object({ type: z.literal('server'), serverId });
/** May be empty. */
export const folderName = nameField(limits.railFolderName);
export const railFolder = z.object({
  type: z.literal('folder'),
  folderId: ulid,
  // Stored names may predate today's bounds.
  name: z.string(),
  accent,
  serverIds: z.array(serverId).min(1).max(limits.serversPerUser),
});
export type RailFolder = z.infer<typeof railFolder>;
export const railEntry = z.discriminatedUnion('type', [railServer, railFolder]);
export type RailEntry = z.infer<typeof railEntry>;

/** A person's arrangement of their servers, from top to bottom. */
export const rail = z.object({ entries: z.array(railEntry).max(limits.serversPerUser) });
export type Rail = z.infer<typeof rail>;

const arrangement = z.object({
  entries: z
    .array(z.discriminatedUnion('type', [railServer, railFolder.extend({ name: folderName })]))
    .max(limits.serversPerUser),
});

/**
 * Returns the rail as it is shown: each of `serverIds` once, unplaced ones at the end, without empty folders and servers that were left.
 * Accepts any stored rail, however old.
 */
export const arrangeRail = ({ entries }: Rail, serverIds: readonly ServerId[]): RailEntry[] => {
  const left = new Set(serverIds);
  const take = (id: ServerId) => left.delete(id);
  const arranged = entries.flatMap((entry): RailEntry[] => {
    if (entry.type === 'server') return take(entry.serverId) ? [entry] : [];
    const inside = entry.serverIds.filter(take);
    return inside.length > 0 ? [{ ...entry, serverIds: inside }] : [];
  });
  return [...arranged, ...[...left].map((id) => ({ type: 'server' as const, serverId: id }))];
};

export const railRoutes = {
  getRail: defineRoute({
    operationId: 'getRail',
    summary: "Get the caller's arrangement of their servers; empty until they arrange something.",
    method: 'get',
    path: '/chat/v1/me/rail',
    auth: 'user',
    session: 'token',
    authorize: 'signed-in',
    status: 200,
    reply: rail,
  }),
  putRail: defineRoute({
    operationId: 'putRail',
    summary:
      "Save the caller's arrangement of their servers. Servers that they are not in are dropped, and each is kept once.",
    method: 'put',
    path: '/chat/v1/me/rail',
    auth: 'user',
    session: 'token',
    authorize: 'signed-in',
    body: arrangement,
    status: 200,
    reply: rail,
  }),
} as const;
