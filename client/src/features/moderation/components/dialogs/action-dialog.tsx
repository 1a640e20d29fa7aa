import type { UserId } from '@maru/contracts/primitives';
import { ShieldAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import type { Run } from '@/shared/lib/run-for-each';
import { FormError } from '@/shared/ui/form-error';
import form from '@/shared/ui/form.module.css';
import { RunFailures, RunProgress } from '@/shared/ui/run-for-each';
import type { Refusal } from '../../model/verdict';
import type { Target } from '../../model/target';
import styles from './dialogs.module.css';

/** The state of one request, or of a run over several members. */
type ActionState =
  { isBusy: boolean; error: unknown } | { run: Run<UserId> | undefined; targets: readonly Target[] };

interface ActionDialogProps {
  title: string;
  description?: string;
  submitLabel: string;
  isDanger?: boolean;
  canSubmit?: boolean;
  state: ActionState;
  refusal?: Refusal;
  /** Replaces the cancel button. */
  otherAction?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks for the particulars of an action, or states the reason why it is refused. */
export const ActionDialog = ({ refusal, title, onClose, ...ask }: ActionDialogProps) =>
  refusal ? (
    <RefusalDialog title={title} refusal={refusal} onClose={onClose} />
  ) : (
    <AskingDialog title={title} onClose={onClose} {...ask} />
  );

const AskingDialog = ({
  submitLabel,
  isDanger = false,
  canSubmit = true,
  state,
  otherAction,
  onSubmit,
  children,
  ...dialog
}: Omit<ActionDialogProps, 'refusal'>) => {
  const { t } = useTranslation();
  const id = useId();
  const isBusy = 'run' in state ? (state.run?.isRunning ?? false) : state.isBusy;
  return (
    <Dialog
      isOpen
      {...dialog}
      actions={
        <>
          {otherAction ?? (
            <Button variant="secondary" onClick={dialog.onClose}>
              {t('common.cancel')}
            </Button>
          )}
          <Button
            type="submit"
            form={id}
            variant={isDanger ? 'danger' : 'primary'}
            isBusy={isBusy}
            disabled={!canSubmit}
          >
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className={form.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (canSubmit && !isBusy) onSubmit();
        }}
      >
        {children}
        {'run' in state ? <RunState {...state} /> : <FormError error={state.error} />}
      </form>
    </Dialog>
  );
};

/** The progress of a run over several members, and the members on whom it failed. */
const RunState = ({ run, targets }: Extract<ActionState, { run: unknown }>) => {
  if (targets.length === 1) return <FormError error={run?.failures[0]?.error} />;
  if (!run) return null;
  if (run.isRunning) return <RunProgress run={run} />;
  return <RunFailures run={run} nameOf={(id) => targets.find(({ userId }) => userId === id)?.name} />;
};

interface RefusalDialogProps {
  title: string;
  refusal: Refusal;
  onClose: () => void;
}

const RefusalDialog = ({ title, refusal, onClose }: RefusalDialogProps) => {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen
      title={title}
      onClose={onClose}
      actions={
        <Button variant="secondary" onClick={onClose}>
          {t('moderation.understood')}
        </Button>
      }
    >
      <p className={styles.refusal} role="alert">
        <ShieldAlert size={20} strokeWidth={1.75} aria-hidden="true" />
        {t(`moderation.refusals.${refusal}`)}
      </p>
    </Dialog>
  );
};
