import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { Overwrite } from '@maru/contracts/permission-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useSaveOverwrites } from '../../api/overwrites';
import { emptyFor, isSame, overwritesIn, replaceIn, type Place } from '../../model/overwrites';
import type { Target } from '../../model/targets';

/** The overwrites of a place with the unsaved changes applied. Changes that other members save meanwhile show through. */
export const usePermissionDraft = (detail: ServerDetail, place: Place) => {
  const { t } = useTranslation();
  const [drafts, setDrafts] = useState<readonly Overwrite[]>([]);
  const saved = overwritesIn(detail, place);
  const savedFor = (target: Target) =>
    saved.find(({ targetId }) => targetId === target.targetId) ?? emptyFor(target);
  const changed = drafts.filter((draft) => !isSame(draft, savedFor(draft)));
  const forget = ({ targetId }: Target) =>
    setDrafts((all) => all.filter((each) => each.targetId !== targetId));
  const save = useSaveOverwrites(detail.server.serverId, place, forget);
  const overwrites = drafts.reduce<readonly Overwrite[]>(replaceIn, saved);
  return {
    overwrites,
    overwriteFor: (target: Target) =>
      overwrites.find(({ targetId }) => targetId === target.targetId) ?? emptyFor(target),
    change: (next: Overwrite) => setDrafts((all) => replaceIn(all, next)),
    reset: () => setDrafts([]),
    isDirty: changed.length > 0,
    isSaving: save.isPending,
    save: () =>
      save.mutate(changed, {
        onSuccess: () => toast.success(t('channelSettings.saved')),
      }),
  };
};
