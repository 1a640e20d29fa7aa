import type { Role } from '@maru/contracts/http/chat/roles';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { isAboveRole } from '@maru/contracts/permission-rules';
import { ChevronLeft, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router-dom';
import { toast } from 'sonner';
import { putRoles } from '@/entities/server/api/subscribe';
import { permissionsIn, rulesOf } from '@/entities/server/model/permissions';
import { paths } from '@/shared/config/paths';
import { errorWords } from '@/shared/errors/error-words';
import { useIsNarrow } from '@/shared/lib/use-media-query';
import { Button } from '@/shared/ui/button';
import { useCreateRole, useMoveRole } from '../api/roles';
import { withRoleAt } from '../model/role-order';
import { RoleEditor } from './role-editor';
import { RoleList } from './role-list';
import form from './role-form.module.css';
import styles from './roles-settings.module.css';

/** All roles of a server and, beside the list, the open one. */
export const RolesSettings = ({ detail }: { detail: ServerDetail }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const [query] = useSearchParams();
  const { state } = useLocation();
  const { roles, server, me } = detail;
  const { serverId } = server;
  const rules = rulesOf(detail);
  const path = paths.serverSettings.to(serverId, 'roles');
  const linkTo = (roleId?: string) => (roleId ? `${path}?role=${roleId}` : path);
  const mayChange = (role: Role) => isAboveRole(rules, me, role);
  const asked = roles.find((role) => role.roleId === query.get('role'));
  const open = asked ?? (isNarrow ? undefined : roles[0]);
  // The router's state is untyped; it is handed on as it came.
  const show = (roleId?: string) => void navigate(linkTo(roleId), { replace: true, state: state as unknown });
  const put = (role: Role) =>
    putRoles(
      serverId,
      roles.map((each) => (each.roleId === role.roleId ? role : each)),
    );

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
              putRoles(serverId, withRoleAt([...roles, role], role.roleId, role.position));
              show(role.roleId);
            }}
          />
          <OrderedRoles
            serverId={serverId}
            roles={roles}
            openId={open?.roleId}
            linkTo={(role) => linkTo(role.roleId)}
            mayChange={mayChange}
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
            putRoles(
              serverId,
              roles.filter((role) => role.roleId !== open.roleId),
            );
            show();
          }}
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
}

const OrderedRoles = ({ serverId, roles, ...list }: OrderedRolesProps) => {
  const { t } = useTranslation();
  const move = useMoveRole(serverId);
  const moveTo = (role: Role, position: number) => {
    // Shown at once; the push about it arrives later.
    putRoles(serverId, withRoleAt(roles, role.roleId, position));
    move.mutate(
      { roleId: role.roleId, position },
      {
        onSuccess: (saved) => putRoles(serverId, saved.roles),
        onError: (error) => {
          putRoles(serverId, roles);
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
          },
        )
      }
    >
      <Plus size={18} strokeWidth={1.75} aria-hidden="true" />
      {t('roles.create')}
    </Button>
  );
};
