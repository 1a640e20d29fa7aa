import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can, type Permission } from '@maru/contracts/permissions';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '@/shared/errors/error-words';
import { permissionsIn } from '@/shared/model/permissions';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { IconButton } from '@/shared/ui/icon-button';
import type { BulkAction, BulkKind } from '../../api/member-table';
import type { BulkRun } from '../../model/run-for-each';
import { BulkDialog } from './bulk-dialog';
import styles from './members-settings.module.css';
import type { TableSlots } from './members-settings';
import { useBulkRun } from './use-bulk-run';

interface BulkBarProps extends Pick<TableSlots, 'renderName'> {
  detail: ServerDetail;
  selected: ReadonlySet<string>;
  onClear: () => void;
}

const needs: Record<BulkKind, Permission> = {
  giveRole: 'manageRoles',
  takeRole: 'manageRoles',
  timeOut: 'timeOutMembers',
  kick: 'kickMembers',
  ban: 'banMembers',
};

// Object.keys loses the literal types that the object above has.
const kinds = Object.keys(needs) as BulkKind[];

/** What can be done to all that are selected; how far it is; and who it failed for. */
export const BulkBar = ({ detail, selected, onClear, renderName }: BulkBarProps) => {
  const { t } = useTranslation();
  const [kind, setKind] = useState<BulkKind>();
  const { run, start, stop, forget } = useBulkRun(detail.server.serverId);
  const permissions = permissionsIn(detail);
  const begin = (action: BulkAction) => {
    setKind(undefined);
    start([...selected], action);
  };
  const close = () => {
    forget();
    onClear();
  };

  if (run?.isRunning) return <Progress run={run} onStop={stop} />;
  if (run) return <Summary run={run} renderName={renderName} onClose={close} />;
  if (selected.size === 0) return null;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('members.table.bulk')}>
      <IconButton icon={X} label={t('members.table.clear')} onClick={onClear} />
      <b className={styles.barText}>{t('members.table.selected', { count: selected.size })}</b>
      <div className={styles.barButtons}>
        {kinds
          .filter((each) => can(permissions, needs[each]))
          .map((each) => (
            <Button
              key={each}
              variant={each === 'ban' ? 'danger' : 'secondary'}
              onClick={() => setKind(each)}
            >
              {t(`members.table.actions.${each}`)}
            </Button>
          ))}
      </div>
      {kind ? (
        <BulkDialog
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

const Progress = ({ run, onStop }: { run: BulkRun; onStop: () => void }) => {
  const { t } = useTranslation();
  const { done, total } = run;
  return (
    <div className={styles.bar}>
      <div className={styles.progress} role="status">
        <b>{t('members.table.progress', { done, total })}</b>
        <progress value={done} max={total} />
      </div>
      <Button variant="secondary" onClick={onStop}>
        {t('members.table.stop')}
      </Button>
    </div>
  );
};

interface SummaryProps extends Pick<TableSlots, 'renderName'> {
  run: BulkRun;
  onClose: () => void;
}

const Summary = ({ run, renderName, onClose }: SummaryProps) => {
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
      {failures.length > 0 ? (
        <>
          <p>{t('members.table.failed', { count: failures.length })}</p>
          <ul className={styles.failures}>
            {failures.map(({ id, error }) => (
              <li key={id}>
                <b>{renderName(id)}</b>
                <span>{errorWords(t, error)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Dialog>
  );
};
