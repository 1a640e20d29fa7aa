import type { Role } from '@maru/contracts/http/chat/roles';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import { everyoneRoleId, isAboveRole } from '@maru/contracts/permission-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rulesOf } from '@/shared/model/permissions';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { Select } from '@/shared/ui/select';
import { TextArea } from '@/shared/ui/text-field';
import type { BulkAction, BulkKind } from '../../api/member-table';

interface BulkDialogProps {
  detail: ServerDetail;
  kind: BulkKind;
  count: number;
  onStart: (action: BulkAction) => void;
  onClose: () => void;
}

const spans = { tenMinutes: 600, hour: 3_600, day: 86_400, week: 7 * 86_400 } as const;
type Span = keyof typeof spans;

// Object.keys loses the literal types that the object above has.
const spanNames = Object.keys(spans) as Span[];

/** Asks for the terms of what is done to many: which role, how long, why. */
export const BulkDialog = ({ detail, kind, count, onStart, onClose }: BulkDialogProps) => {
  const { t } = useTranslation();
  const { server, me } = detail;
  const rules = rulesOf(detail);
  const roles = detail.roles.filter(
    (role) => role.roleId !== everyoneRoleId(server.serverId) && isAboveRole(rules, me, role),
  );
  const [role, setRole] = useState(roles[0]);
  const [span, setSpan] = useState<Span>('hour');
  const [reason, setReason] = useState('');
  const isRemoval = kind === 'kick' || kind === 'ban';
  const isAboutRole = kind === 'giveRole' || kind === 'takeRole';

  const start = () => {
    if (kind === 'timeOut') return onStart({ kind, seconds: spans[span], reason });
    if (kind === 'kick' || kind === 'ban') return onStart({ kind, reason });
    if (role) onStart({ kind, roleId: role.roleId });
  };
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
          <Button variant={isRemoval ? 'danger' : 'primary'} disabled={isAboutRole && !role} onClick={start}>
            {t(`members.table.actions.${kind}`)}
          </Button>
        </>
      }
    >
      {isAboutRole ? (
        <RoleField roles={roles} value={role} onChange={setRole} />
      ) : (
        <>
          {kind === 'timeOut' ? <SpanField value={span} onChange={setSpan} /> : null}
          <TextArea
            label={t('moderation.reason')}
            hint={t('moderation.reasonHint')}
            rows={2}
            maxLength={limits.reason.max}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </>
      )}
    </Dialog>
  );
};

interface RoleFieldProps {
  roles: Role[];
  value: Role | undefined;
  onChange: (role: Role | undefined) => void;
}

const RoleField = ({ roles, value, onChange }: RoleFieldProps) => {
  const { t } = useTranslation();
  if (roles.length === 0) return <p>{t('members.noRoleFound')}</p>;
  return (
    <Select
      label={t('members.table.role')}
      value={value?.roleId ?? ''}
      options={roles.map(({ roleId, name }) => ({ value: roleId as string, label: name }))}
      onChange={(chosen) => onChange(roles.find(({ roleId }) => roleId === chosen))}
    />
  );
};

const SpanField = ({ value, onChange }: { value: Span; onChange: (span: Span) => void }) => {
  const { t } = useTranslation();
  return (
    <Select
      label={t('moderation.duration')}
      value={value}
      options={spanNames.map((name) => ({ value: name, label: t(`moderation.timeOut.spans.${name}`) }))}
      onChange={(chosen) => onChange(spanNames.find((name) => name === chosen) ?? value)}
    />
  );
};
