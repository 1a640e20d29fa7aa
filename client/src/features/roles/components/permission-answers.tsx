import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Role } from '@maru/contracts/http/chat/roles';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import {
  explainPermission,
  type PermissionAnswer,
  type PermissionReason,
} from '@maru/contracts/permission-explainer';
import type { MemberRules } from '@maru/contracts/permission-rules';
import { channelPermissions, type Permission } from '@maru/contracts/permissions';
import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import { permissionGroups } from '@/entities/server/model/permission-groups';
import { rulesOf } from '@/entities/server/model/permissions';
import { RoleName } from '@/entities/server/components/role-name';
import { paths } from '@/shared/config/paths';
import styles from './permission-check.module.css';

interface AnswersProps {
  detail: ServerDetail;
  member: MemberRules;
  /** Undefined: in the server as a whole. */
  channel: Channel | undefined;
  nameOf: (role: Role) => string;
}

const inChannels: readonly Permission[] = channelPermissions;

/** Each permission, granted or not, with the rule that decides and a link to where that rule is set. */
export const PermissionAnswers = ({ detail, member, channel, nameOf }: AnswersProps) => {
  const { t } = useTranslation();
  const rules = rulesOf(detail);
  const groups = permissionGroups
    .map(({ id, permissions }) => ({
      id,
      permissions: permissions.filter((permission) => !channel || inChannels.includes(permission)),
    }))
    .filter(({ permissions }) => permissions.length > 0);
  return (
    <div className={styles.groups}>
      {groups.map(({ id, permissions }) => (
        <section key={id} className={styles.group}>
          <h3>{t(`permissions.groups.${id}`)}</h3>
          <ul className={styles.answers}>
            {permissions.map((permission) => (
              <Answer
                key={permission}
                permission={permission}
                answer={explainPermission({ rules, member, channel }, permission)}
                roles={detail.roles}
                channel={channel}
                nameOf={nameOf}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
};

interface AnswerProps extends Omit<AnswersProps, 'detail' | 'member'> {
  permission: Permission;
  answer: PermissionAnswer;
  roles: Role[];
}

const decidingRoles = (reason: PermissionReason, roles: Role[]): Role[] =>
  'roleIds' in reason ? roles.filter(({ roleId }) => reason.roleIds.includes(roleId)) : [];

const isSetInChannel = ({ by }: PermissionReason): boolean =>
  by === 'everybody-here' || by === 'roles-here' || by === 'member-here';

const Answer = ({ permission, answer, roles, channel, nameOf }: AnswerProps) => {
  const { t } = useTranslation();
  const { state } = useLocation();
  const { isGranted, reason } = answer;
  const deciding = decidingRoles(reason, roles);
  return (
    <li className={styles.answer}>
      <span
        className={isGranted ? styles.yes : styles.no}
        role="img"
        aria-label={t(isGranted ? 'permissions.explain.can' : 'permissions.explain.cannot')}
      >
        {isGranted ? <Check size={16} strokeWidth={2.5} /> : <X size={16} strokeWidth={2.5} />}
      </span>
      <div className={styles.words}>
        <b>{t(`permissions.all.${permission}.label`)}</b>
        <Reason answer={answer} names={deciding.map(nameOf).join(', ')} />
      </div>
      <span className={styles.links}>
        {isSetInChannel(reason) && channel ? (
          <Link
            to={paths.channelSettings.to(channel.serverId, channel.channelId, 'permissions')}
            className={styles.link}
            aria-label={t('permissions.explain.openChannel', { name: channel.name })}
          >
            #{channel.name}
          </Link>
        ) : (
          deciding.map((role) => (
            <Link
              key={role.roleId}
              to={`${paths.serverSettings.to(role.serverId, 'roles')}?role=${role.roleId}`}
              state={state}
              className={styles.link}
              aria-label={t('permissions.explain.openRole', { name: nameOf(role) })}
            >
              <RoleName {...role} name={nameOf(role)} />
            </Link>
          ))
        )}
      </span>
    </li>
  );
};

const Reason = ({ answer: { isGranted, reason }, names }: { answer: PermissionAnswer; names: string }) => {
  const { t } = useTranslation();
  const side = isGranted ? 'yes' : 'no';
  switch (reason.by) {
    case 'needs': {
      const permission = t(`permissions.all.${reason.permission}.label`);
      return <span>{t('permissions.explain.reasons.needs', { permission })}</span>;
    }
    case 'everybody-here':
    case 'member-here':
      return <span>{t(`permissions.explain.reasons.${reason.by}.${side}`)}</span>;
    case 'roles-here':
      return <span>{t(`permissions.explain.reasons.roles-here.${side}`, { roles: names })}</span>;
    case 'administrator':
    case 'roles':
      return <span>{t(`permissions.explain.reasons.${reason.by}`, { roles: names })}</span>;
    default:
      return <span>{t(`permissions.explain.reasons.${reason.by}`)}</span>;
  }
};
