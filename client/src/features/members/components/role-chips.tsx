import type { Member } from '@maru/contracts/http/chat/members';
import type { Role } from '@maru/contracts/http/chat/roles';
import { everyoneRoleId, isAboveRole } from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useOpenServer } from '@/entities/server/components/open-server';
import { permissionsIn, rulesOf } from '@/entities/server/model/permissions';
import { rolesHeld } from '@/entities/server/model/role-color';
import { useChangeRole } from '../api/member-roles';
import { RolePicker } from './role-picker';
import styles from './role-chips.module.css';

/** The roles of a member; the viewer assigns and removes those below their own. */
export const RoleChips = ({ member }: { member: Member }) => {
  const { t } = useTranslation();
  const detail = useOpenServer();
  const change = useChangeRole(member);
  const held = rolesHeld(detail.roles, member.roleIds);
  const rules = rulesOf(detail);
  const mayManage = can(permissionsIn(detail), 'manageRoles');
  const isMine = (role: Role) => mayManage && isAboveRole(rules, detail.me, role);
  const free = detail.roles.filter(
    (role) => role.roleId !== everyoneRoleId(detail.server.serverId) && !held.includes(role) && isMine(role),
  );
  const set = (roleId: Role['roleId'], isGiven: boolean) => change.mutate({ roleId, isGiven });
  if (held.length === 0 && free.length === 0) return null;
  return (
    <section>
      <h4 className={styles.title}>{t('members.roles')}</h4>
      <ul className={styles.chips} aria-label={t('members.roles')}>
        {held.map((role) => (
          <li key={role.roleId} className={styles.chip}>
            <span className={styles.dot} style={{ background: role.color ?? 'var(--line-strong)' }} />
            <span className={styles.name} title={role.name} dir="auto">
              {role.icon ? `${role.icon} ` : ''}
              {role.name}
            </span>
            {isMine(role) ? (
              <button
                type="button"
                className={styles.remove}
                aria-label={t('members.removeRole', { name: role.name })}
                onClick={() => set(role.roleId, false)}
              >
                <X size={13} strokeWidth={2} aria-hidden="true" />
              </button>
            ) : null}
          </li>
        ))}
        {free.length > 0 ? (
          <li>
            <RolePicker roles={free} onPick={(role) => set(role.roleId, true)} />
          </li>
        ) : null}
      </ul>
    </section>
  );
};
