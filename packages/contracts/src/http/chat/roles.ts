import { z } from 'zod';
import { limits } from '../../limits.js';
import { permissionSet } from '../../permissions.js';
import { roleId, serverId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { definedStrings, nameField } from '../../text-fields.js';

/** A colour as `#rrggbb`. */
const color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/)
  .meta({ examples: ['#1f6b52'] });
// The flag `v` is newer than the language version that we compile for.
const oneEmoji = new RegExp('^\\p{RGI_Emoji}$', 'v');
/** One emoji, as it is typed. */
export const roleIcon = z
  .string()
  .max(32)
  .refine((text) => oneEmoji.test(text), { error: 'emoji' })
  .meta({ examples: ['🌱'] })
  .register(definedStrings, { kind: 'emoji' });
export const roleName = nameField(limits.roleName);

/** A named set of permissions that members have. The one with the server's own id is everybody's and stands lowest. */
export const role = z.object({
  roleId,
  serverId,
  name: z.string(),
  color: color.nullable(),
  icon: z.string().nullable(),
  /** Everybody's role is 0; a higher one stands above. */
  position: z.number().int().nonnegative(),
  permissions: permissionSet,
  /** Whether who has it is listed apart. */
  isHoisted: z.boolean(),
  isMentionable: z.boolean(),
});
export type Role = z.infer<typeof role>;

const inServer = z.object({ serverId });
const params = z.object({ serverId, roleId });
const changes = z.object({
  name: roleName.optional(),
  color: color.nullable().optional(),
  icon: roleIcon.nullable().optional(),
  permissions: permissionSet.optional(),
  isHoisted: z.boolean().optional(),
  isMentionable: z.boolean().optional(),
});
export type RoleChanges = z.infer<typeof changes>;

export const roleRoutes = {
  createRole: defineRoute({
    operationId: 'createRole',
    summary: "Create a role just above everybody's (manageRoles); nobody gives what they don't have.",
    method: 'post',
    path: '/chat/v1/servers/:serverId/roles',
    auth: 'user',
    session: 'token',
    idempotent: true,
    params: inServer,
    body: changes.extend({ name: roleName }),
    status: 201,
    reply: role,
    errors: ['NOT_FOUND', 'FORBIDDEN', 'ROLE_LIMIT_REACHED', 'IDEMPOTENCY_KEY_REUSED'],
  }),
  updateRole: defineRoute({
    operationId: 'updateRole',
    summary: 'Change a role below one’s own (manageRoles); what is left out stays.',
    method: 'patch',
    path: '/chat/v1/servers/:serverId/roles/:roleId',
    auth: 'user',
    session: 'token',
    params,
    body: changes,
    status: 200,
    reply: role,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  moveRole: defineRoute({
    operationId: 'moveRole',
    summary: 'Put a role below one’s own to another place, also below (manageRoles).',
    method: 'put',
    path: '/chat/v1/servers/:serverId/roles/:roleId/position',
    auth: 'user',
    session: 'token',
    params,
    body: z.object({ position: z.number().int().min(1).max(limits.rolesPerServer) }),
    status: 200,
    reply: z.object({ roles: z.array(role) }),
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  deleteRole: defineRoute({
    operationId: 'deleteRole',
    summary: 'Delete a role below one’s own; who had it keeps the rest (manageRoles).',
    method: 'delete',
    path: '/chat/v1/servers/:serverId/roles/:roleId',
    auth: 'user',
    session: 'token',
    params,
    status: 204,
    reply: null,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
} as const;
