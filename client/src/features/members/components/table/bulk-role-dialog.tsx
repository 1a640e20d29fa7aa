import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { everyoneRoleId, isAboveRole } from '@maru/contracts/permission-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rulesOf } from '@/entities/server/model/permissions';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { Select } from '@/shared/ui/select';
import type { RoleChange } from '../../api/member-table';

interface BulkRoleDialogProps {
  detail: ServerDetail;
  kind: RoleChange['kind'];
  count: number;
  onStart: (change: RoleChange) => void;
  onClose: () => void;
}

/** Asks which role many are given or lose. */
export const BulkRoleDialog = ({ detail, kind, count, onStart, onClose }: BulkRoleDialogProps) => {
  const { t } = useTranslation();
  const { server, me } = detail;
  const rules = rulesOf(detail);
  const roles = detail.roles.filter(
    (role) => role.roleId !== everyoneRoleId(server.serverId) && isAboveRole(rules, me, role),
  );
  const [role, setRole] = useState(roles[0]);
  return (
    <Dialog
      isOpen
      title={t(`members.table.ask.${kind}`, { count })}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            disabled={!role}
            onClick={() => (role ? onStart({ kind, roleId: role.roleId }) : undefined)}
          >
            {t(`members.table.actions.${kind}`)}
          </Button>
        </>
      }
    >
      {role ? (
        <Select
          label={t('members.table.role')}
          value={role.roleId}
          options={roles.map(({ roleId, name }) => ({ value: roleId, label: name }))}
          onChange={(chosen) => setRole(roles.find(({ roleId }) => roleId === chosen))}
        />
      ) : (
        <p>{t('members.noRoleFound')}</p>
      )}
    </Dialog>
  );
};
