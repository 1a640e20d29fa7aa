import type { Role } from '@maru/contracts/http/chat/roles';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { isAboveRole } from '@maru/contracts/permission-rules';
import { ChevronLeft, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { toast } from 'sonner';
import { errorWords } from '@/shared/errors/error-words';
import { useIsNarrow } from '@/shared/lib/use-media-query';
import { permissionsIn, rulesOf } from '@/entities/server/model/permissions';
import { Button } from '@/shared/ui/button';
import { useCreateRole, useMoveRole } from '../api/roles';
import { withRoleAt } from '../model/role-order';
import { RoleEditor } from './role-editor';
import { RoleList } from './role-list';
import type { PeopleParts } from './role-members';
import form from './role-form.module.css';
import styles from './roles-settings.module.css';

interface RolesSettingsProps extends PeopleParts {
  detail: ServerDetail;
  linkTo: (roleId?: string) => string;
  /** Puts roles into the cache before the socket tells of them. */
  onRoles: (roles: Role[]) => void;
  onViewAs: (role: Role) => void;
}

/** All roles of a server and, beside the list, the one that is open. */
export const RolesSettings = ({ detail, linkTo, onRoles, onViewAs, ...people }: RolesSettingsProps) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const [query] = useSearchParams();
  const { state } = useLocation();
  const { roles, server, me } = detail;
  const rules = rulesOf(detail);
  const mayChange = (role: Role) => isAboveRole(rules, me, role);
  const asked = roles.find((role) => role.roleId === query.get('role'));
  const open = asked ?? (isNarrow ? undefined : roles[0]);
  // The router's state is untyped; it is handed on as it came.
  const show = (roleId?: string) => void navigate(linkTo(roleId), { replace: true, state: state as unknown });
  const put = (role: Role) => onRoles(roles.map((each) => (each.roleId === role.roleId ? role : each)));

  return (
    <div className={styles.columns}>
      {isNarrow && open ? (
        <Link to={linkTo()} replace state={state} className={styles.back}>
          <ChevronLeft size={18} strokeWidth={1.75} aria-hidden="true" />
          {t('roles.backToList')}
        </Link>
      ) : (
        <div className={styles.aside}>
          <p className={form.note}>{t('roles.text')}</p>
          <CreateRole
            detail={detail}
            onCreated={(role) => {
              onRoles(withRoleAt([...roles, role], role.roleId, role.position));
              show(role.roleId);
            }}
          />
          <OrderedRoles
            serverId={server.serverId}
            roles={roles}
            openId={open?.roleId}
            linkTo={(role) => linkTo(role.roleId)}
            mayChange={mayChange}
            onRoles={onRoles}
          />
        </div>
      )}
      {open ? (
        <RoleEditor
          key={open.roleId}
          role={open}
          mine={permissionsIn(detail)}
          canChange={mayChange(open)}
          onSaved={put}
          onDeleted={() => {
            onRoles(roles.filter((role) => role.roleId !== open.roleId));
            show();
          }}
          onViewAs={() => onViewAs(open)}
          {...people}
        />
      ) : null}
    </div>
  );
};

interface OrderedRolesProps {
  serverId: ServerDetail['server']['serverId'];
  roles: Role[];
  openId: string | undefined;
  linkTo: (role: Role) => string;
  mayChange: (role: Role) => boolean;
  onRoles: (roles: Role[]) => void;
}

const OrderedRoles = ({ serverId, roles, onRoles, ...list }: OrderedRolesProps) => {
  const { t } = useTranslation();
  const move = useMoveRole(serverId);
  const moveTo = (role: Role, position: number) => {
    onRoles(withRoleAt(roles, role.roleId, position));
    move.mutate(
      { roleId: role.roleId, position },
      {
        onSuccess: (saved) => onRoles(saved.roles),
        onError: (error) => {
          onRoles(roles);
          toast.error(t('roles.order', { why: errorWords(t, error) }));
        },
      },
    );
  };
  return <RoleList roles={roles} onMove={moveTo} {...list} />;
};

const CreateRole = ({ detail, onCreated }: { detail: ServerDetail; onCreated: (role: Role) => void }) => {
  const { t } = useTranslation();
  const create = useCreateRole(detail.server.serverId);
  const [idempotencyKey, setIdempotencyKey] = useState(() => crypto.randomUUID());
  return (
    <Button
      variant="secondary"
      isWide
      isBusy={create.isPending}
      onClick={() =>
        create.mutate(
          { name: t('roles.newName'), idempotencyKey },
          {
            onSuccess: (role) => {
              setIdempotencyKey(crypto.randomUUID());
              onCreated(role);
            },
            onError: (error) => void toast.error(errorWords(t, error)),
          },
        )
      }
    >
      <Plus size={18} strokeWidth={1.75} aria-hidden="true" />
      {t('roles.create')}
    </Button>
  );
};
