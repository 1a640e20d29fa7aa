import type { Member } from '@maru/contracts/http/chat/members';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can, type Permission } from '@maru/contracts/permissions';
import type { UserId } from '@maru/contracts/primitives';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMemberName } from '@/entities/person/api/use-member-name';
import { PersonName } from '@/entities/person/components/person-name';
import { permissionsIn } from '@/entities/server/model/permissions';
import type { Run } from '@/shared/lib/run-for-each';
import { useRunForEach } from '@/shared/lib/use-run-for-each';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { IconButton } from '@/shared/ui/icon-button';
import { RunFailures, RunProgress } from '@/shared/ui/run-for-each';
import { changeRoleOf, type RoleChange } from '../../api/member-table';
import { BulkRoleDialog } from './bulk-role-dialog';
import styles from './members-settings.module.css';

type BulkModeration = 'timeOut' | 'kick' | 'ban';

/** Asks for the particulars of an action against the members, by user id and name; calls `onDone` when it is done. */
export type OnModerate = (
  kind: BulkModeration,
  members: { userId: UserId; name: string }[],
  onDone: () => void,
) => void;

interface BulkBarProps {
  onModerate: OnModerate;
  detail: ServerDetail;
  selected: ReadonlyMap<string, Member>;
  onClear: () => void;
}

const needs: Record<RoleChange['kind'] | BulkModeration, Permission> = {
  giveRole: 'manageRoles',
  takeRole: 'manageRoles',
  timeOut: 'timeOutMembers',
  kick: 'kickMembers',
  ban: 'banMembers',
};

// Object.keys loses the literal types that the object above has.
const kinds = Object.keys(needs) as (keyof typeof needs)[];

/** Actions on the selected members, their progress, and the members on whom they failed. */
export const BulkBar = ({ detail, selected, onClear, onModerate }: BulkBarProps) => {
  const { t } = useTranslation();
  const nameOf = useMemberName();
  const [kind, setKind] = useState<RoleChange['kind']>();
  const { run, start, stop, forget } = useRunForEach();
  const permissions = permissionsIn(detail);
  const begin = (change: RoleChange) => {
    setKind(undefined);
    void start([...selected.keys()], changeRoleOf(detail.server.serverId, change));
  };
  const open = (each: keyof typeof needs) => {
    if (each === 'giveRole' || each === 'takeRole') setKind(each);
    else {
      const members = [...selected.values()];
      onModerate(
        each,
        members.map((member) => ({ userId: member.userId, name: nameOf(member) })),
        onClear,
      );
    }
  };
  const close = () => {
    forget();
    onClear();
  };

  if (run?.isRunning) return <Progress run={run} onStop={stop} />;
  if (run) return <Summary run={run} onClose={close} />;
  if (selected.size === 0) return null;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('members.table.bulk')}>
      <IconButton icon={X} label={t('members.table.clear')} onClick={onClear} />
      <b className={styles.barText}>{t('members.table.selected', { count: selected.size })}</b>
      <div className={styles.barButtons}>
        {kinds
          .filter((each) => can(permissions, needs[each]))
          .map((each) => (
            <Button key={each} variant={each === 'ban' ? 'danger' : 'secondary'} onClick={() => open(each)}>
              {t(`members.table.actions.${each}`)}
            </Button>
          ))}
      </div>
      {kind ? (
        <BulkRoleDialog
          detail={detail}
          kind={kind}
          count={selected.size}
          onStart={begin}
          onClose={() => setKind(undefined)}
        />
      ) : null}
    </div>
  );
};

const Progress = ({ run, onStop }: { run: Run; onStop: () => void }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.bar}>
      <RunProgress run={run} />
      <Button variant="secondary" onClick={onStop}>
        {t('members.table.stop')}
      </Button>
    </div>
  );
};

interface SummaryProps {
  run: Run;
  onClose: () => void;
}

const personName = (userId: string) => <PersonName userId={userId} />;

const Summary = ({ run, onClose }: SummaryProps) => {
  const { t } = useTranslation();
  const { done, total, failures } = run;
  return (
    <Dialog
      isOpen
      title={t('members.table.finished', { count: done - failures.length })}
      description={done < total ? t('members.table.stopped', { count: total - done }) : undefined}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('members.table.ok')}</Button>}
    >
      <RunFailures run={run} nameOf={personName} />
    </Dialog>
  );
};
