import type { Role } from '@maru/contracts/http/chat/roles';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { useDeleteRole } from '../api/roles';

interface DeleteRoleProps {
  role: Role;
  onDeleted: () => void;
  onClose: () => void;
}

export const DeleteRole = ({ role, onDeleted, onClose }: DeleteRoleProps) => {
  const { t } = useTranslation();
  const remove = useDeleteRole(role);
  const done = () => {
    toast.success(t('roles.deleted'));
    onDeleted();
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      title={t('roles.deleteTitle', { name: role.name })}
      description={t('roles.deleteText')}
      confirmLabel={t('roles.delete')}
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: done,
        })
      }
    />
  );
};
