import { useId, type ReactNode } from 'react';
import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { FormError } from '@/shared/ui/form-error';
import form from '@/shared/ui/form.module.css';
import type { Refusal } from '../model/standing';
import styles from './moderation.module.css';

interface ActionDialogProps {
  title: string;
  description?: string;
  submitLabel: string;
  isDanger?: boolean;
  canSubmit?: boolean;
  isBusy: boolean;
  error: unknown;
  refusal?: Refusal;
  /** A second way out of the question, left of the main one. */
  otherAction?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks for the particulars of what is done to somebody; says why not instead, where it can't be done. */
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
  isBusy,
  error,
  otherAction,
  onSubmit,
  children,
  ...dialog
}: Omit<ActionDialogProps, 'refusal'>) => {
  const { t } = useTranslation();
  const id = useId();
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
        <FormError error={error} />
      </form>
    </Dialog>
  );
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
