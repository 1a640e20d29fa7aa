import { folderName, type RailFolder } from '@maru/contracts/http/chat/rail';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccentPicker } from '@/shared/ui/accent-picker';
import { NameDialog } from '@/shared/ui/name-dialog';

interface FolderDialogProps {
  folder: RailFolder;
  onSave: (change: Pick<RailFolder, 'name' | 'accent'>) => void;
  onClose: () => void;
}

/** A folder's name and colour; a folder without a name is named after its servers. */
export const FolderDialog = ({ folder, onSave, onClose }: FolderDialogProps) => {
  const { t } = useTranslation();
  const [accent, setAccent] = useState(folder.accent);
  return (
    <NameDialog
      title={t('rail.editFolder')}
      description={t('rail.folderText')}
      label={t('rail.folderName')}
      placeholder={t('rail.folderPlaceholder')}
      submitLabel={t('common.save')}
      initialName={folder.name}
      isValid={(name) => folderName.safeParse(name).success}
      invalidText={t('rail.folderInvalid')}
      isBusy={false}
      error={undefined}
      onSubmit={(name) => {
        onSave({ name, accent });
        onClose();
      }}
      onClose={onClose}
      fieldsBelow={<AccentPicker label={t('rail.folderAccent')} value={accent} onChange={setAccent} />}
    />
  );
};
