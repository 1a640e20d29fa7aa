import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import { Dialog } from './dialog.js';

interface ConfirmDialogProps {
  title: string;
  description: ReactNode;
  confirmLabel: string;
  isOpen: boolean;
  isBusy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
  canConfirm?: boolean;
}

/** Asks before something is done that can't be undone; names what it is. */
export const ConfirmDialog = ({
  confirmLabel,
  isBusy,
  onConfirm,
  canConfirm = true,
  ...dialog
}: ConfirmDialogProps) => {
  const { t } = useTranslation();
  return (
    <Dialog
      {...dialog}
      actions={
        <>
          <Button variant="secondary" onClick={dialog.onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="danger" isBusy={isBusy} disabled={!canConfirm} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    />
  );
};
