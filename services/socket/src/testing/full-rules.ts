import type { FullServerRules } from '@maru/contracts/internal/access';
import type { ServerRules } from '@maru/contracts/permission-rules';
import type { RoleId } from '@maru/contracts/primitives';

/** Returns the rules in the chat service's format, with names and colors of roles. */
export const fullRules = (rules: ServerRules, hoistedRoleIds: readonly RoleId[] = []): FullServerRules => ({
  ...rules,
  roles: rules.roles.map((each) => ({
    ...each,
    serverId: rules.serverId,
    name: '역할',
    color: null,
    icon: null,
    isHoisted: hoistedRoleIds.includes(each.roleId),
    isMentionable: false,
  })),
});
