import { z } from 'zod';
import { limits } from '../../limits.js';
import { serverId, ulid, type ServerId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { nameField } from '../../text-fields.js';
import { accent } from '../user/profiles.js';

const railServer = z.object({ type: z.literal('server'), serverId });
/** Empty: the folder has none. */
export const folderName = nameField(limits.railFolderName);
export const railFolder = z.object({
  type: z.literal('folder'),
  folderId: ulid,
  // As it is stored; it may be older than what names have to be today.
  name: z.string(),
  accent,
  serverIds: z.array(serverId).min(1).max(limits.serversPerUser),
});
export type RailFolder = z.infer<typeof railFolder>;
export const railEntry = z.discriminatedUnion('type', [railServer, railFolder]);
export type RailEntry = z.infer<typeof railEntry>;

/** How somebody has arranged their servers, from top to bottom. */
export const rail = z.object({ entries: z.array(railEntry).max(limits.serversPerUser) });
export type Rail = z.infer<typeof rail>;

const arrangement = z.object({
  entries: z
    .array(z.discriminatedUnion('type', [railServer, railFolder.extend({ name: folderName })]))
    .max(limits.serversPerUser),
});

/**
 * The rail as it is shown: each of `serverIds` once, new ones at the end, those left gone, folders without servers too. Whatever was
 * stored, and however old it is.
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
    summary: 'How the caller has arranged their servers; empty before they have.',
    method: 'get',
    path: '/chat/v1/me/rail',
    auth: 'user',
    session: 'token',
    status: 200,
    reply: rail,
    errors: [],
  }),
  putRail: defineRoute({
    operationId: 'putRail',
    summary: "Arrange the caller's servers. Servers that they are not in are left out, each counts once.",
    method: 'put',
    path: '/chat/v1/me/rail',
    auth: 'user',
    session: 'token',
    body: arrangement,
    status: 200,
    reply: rail,
    errors: [],
  }),
} as const;
