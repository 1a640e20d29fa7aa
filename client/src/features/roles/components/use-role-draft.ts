import type { Role } from '@maru/contracts/http/chat/roles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useUpdateRole } from '../api/roles';
import { applyDraft, changedSince, roleChanges, type RoleDraft } from '../model/role-draft';

/** The draft of a role until it is saved. Changes by others show up; the viewer's own stay. */
export const useRoleDraft = (role: Role, onSaved: (role: Role) => void) => {
  const { t } = useTranslation();
  const update = useUpdateRole(role);
  const [draft, setDraft] = useState<RoleDraft>({});
  /** The role when the draft was begun. */
  const [begunAt, setBegunAt] = useState(role);
  const changes = roleChanges(role, draft);
  const isDirty = Object.keys(changes).length > 0;

  const set = ({ permissions, ...look }: RoleDraft) => {
    if (!isDirty) setBegunAt(role);
    setDraft({ ...draft, ...look, permissions: { ...draft.permissions, ...permissions } });
  };
  const reset = () => setDraft({});
  const save = () =>
    update.mutate(changes, {
      onSuccess: (saved) => {
        onSaved(saved);
        reset();
        toast.success(t('roles.saved'));
      },
    });
  return {
    value: applyDraft(role, draft),
    isDirty,
    isSaving: update.isPending,
    changedByOthers: isDirty ? changedSince(begunAt, role) : [],
    set,
    reset,
    save,
  };
};
