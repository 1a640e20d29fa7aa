import { z } from 'zod';
import { emoji } from '../../emoji.js';
import { limits } from '../../limits.js';
import { permissionSet } from '../../permissions.js';
import { roleId, serverId } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { nameField } from '../../text-fields.js';

/** `#rrggbb` */
const color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/)
  .meta({ examples: ['#1f6b52'] });
export const roleIcon = emoji;
export const roleName = nameField(limits.roleName);

/** A named set of permissions. The role whose id is the server's own is @everyone, which ranks lowest. */
export const role = z.object({
  roleId,
  serverId,
  name: z.string(),
  color: color.nullable(),
  icon: z.string().nullable(),
  /** @everyone has 0; higher positions rank higher. */
  position: z.number().int().nonnegative(),
  permissions: permissionSet,
  /** Members with a hoisted role are listed in a group of their own. */
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
    summary: 'Create a role just above @everyone. Callers grant only permissions that they have.',
    method: 'post',
    path: '/chat/v1/servers/:serverId/roles',
    auth: 'user',
    session: 'token',
    authorize: 'manageRoles',
    idempotent: true,
    params: inServer,
    body: changes.extend({ name: roleName }),
    status: 201,
    reply: role,
    errors: ['ROLE_LIMIT_REACHED'],
  }),
  updateRole: defineRoute({
    operationId: 'updateRole',
    summary: "Change a role below the caller's highest one; omitted fields stay as they are.",
    method: 'patch',
    path: '/chat/v1/servers/:serverId/roles/:roleId',
    auth: 'user',
    session: 'token',
    authorize: 'manageRoles',
    params,
    body: changes,
    status: 200,
    reply: role,
  }),
  moveRole: defineRoute({
    operationId: 'moveRole',
    summary: "Move a role below the caller's highest one to another position below it.",
    method: 'put',
    path: '/chat/v1/servers/:serverId/roles/:roleId/position',
    auth: 'user',
    session: 'token',
    authorize: 'manageRoles',
    params,
    body: z.object({ position: z.number().int().min(1).max(limits.rolesPerServer) }),
    status: 200,
    reply: z.object({ roles: z.array(role) }),
  }),
  deleteRole: defineRoute({
    operationId: 'deleteRole',
    summary: "Delete a role below the caller's highest one; its members keep their other roles.",
    method: 'delete',
    path: '/chat/v1/servers/:serverId/roles/:roleId',
    auth: 'user',
    session: 'token',
    authorize: 'manageRoles',
    params,
    status: 204,
    reply: null,
  }),
} as const;
