import { channelName, type Category } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { TextField } from '@/shared/ui/text-field';
import { UnsavedBar } from '@/shared/ui/unsaved-bar';
import { useRenameCategory } from '../../api/categories';
import styles from './place-settings.module.css';

/** A category's name. */
export const CategoryOverview = ({ category }: { category: Category }) => {
  const { t } = useTranslation();
  const rename = useRenameCategory(category.categoryId);
  const [draft, setDraft] = useState<string>();
  const name = draft ?? category.name;
  const isValid = channelName.safeParse(name).success;
  const save = () =>
    rename.mutate(name, {
      onSuccess: () => {
        setDraft(undefined);
        toast.success(t('channelSettings.saved'));
      },
    });
  return (
    <>
      <div className={styles.form}>
        <TextField
          label={t('channels.category.name')}
          value={name}
          autoComplete="off"
          maxLength={limits.channelName.max}
          onChange={(event) => setDraft(event.target.value)}
          error={isValid ? undefined : t('channels.nameInvalid')}
        />
      </div>
      <UnsavedBar
        isDirty={name !== category.name}
        canSave={isValid}
        isSaving={rename.isPending}
        onReset={() => setDraft(undefined)}
        onSave={save}
      />
    </>
  );
};
