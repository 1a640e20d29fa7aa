import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SwitchRow } from '@/shared/ui/switch';
import { UnsavedBar } from '@/shared/ui/unsaved-bar';
import { useDecidedMembers } from '../../api/overwrites';
import {
  bearerOf,
  mayDecideFor,
  replaceIn,
  stateOf,
  withPrivacy,
  wouldKeepAccess,
  type Place,
} from '../../model/overwrites';
import type { Target } from '../../model/targets';
import { TargetEditor } from './permission-editor';
import styles from './permissions.module.css';
import { SyncBanner } from './sync-banner';
import { TargetList } from './target-list';
import { usePermissionDraft } from './use-permission-draft';

interface PlacePermissionsProps {
  detail: ServerDetail;
  place: Place;
}

/** The permissions of a channel or category, by role and by member. */
export const PlacePermissions = ({ detail, place }: PlacePermissionsProps) => {
  const { t } = useTranslation();
  const everybody: Target = { targetType: 'role', targetId: detail.server.serverId };
  const [chosen, setChosen] = useState<Target>(everybody);
  const [added, setAdded] = useState<readonly Target[]>([]);
  const [isApart, setIsApart] = useState(false);
  const draft = usePermissionDraft(detail, place);
  const targets = listedTargets(detail, [everybody, ...draft.overwrites, ...added]);
  const memberIds = targets
    .filter(({ targetType }) => targetType === 'member')
    .map(({ targetId }) => targetId);
  const members = useDecidedMembers(detail.server.serverId, memberIds);
  const memberOf = ({ targetType, targetId }: Target) =>
    targetType === 'role'
      ? bearerOf(detail, targetId)
      : members.data?.find(({ userId }) => userId === (targetId as string));

  const isFollowing = place.kind === 'channel' && place.channel.isSynced && place.channel.categoryId !== null;
  const isLocked = isFollowing && !isApart;
  const whyLocked = isLocked ? t('channelSettings.permissions.whySynced') : undefined;
  const reset = () => {
    draft.reset();
    setAdded([]);
  };
  const chosenMember = memberOf(chosen);
  return (
    <>
      <div className={styles.page}>
        {place.kind === 'channel' ? (
          <SyncBanner
            detail={detail}
            channel={place.channel}
            isApart={isApart}
            onApart={() => setIsApart(true)}
            onSynced={() => {
              reset();
              setIsApart(false);
            }}
          />
        ) : null}
        <Privacy detail={detail} place={place} draft={draft} whyLocked={whyLocked} />
        <div className={styles.columns}>
          <TargetList
            detail={detail}
            targets={targets}
            chosen={chosen}
            canAdd={!isLocked}
            onChoose={setChosen}
            onAdd={(target) => {
              setAdded([...added, target]);
              setChosen(target);
            }}
          />
          <TargetEditor
            key={chosen.targetId}
            detail={detail}
            place={place}
            overwrites={draft.overwrites}
            overwrite={draft.overwriteFor(chosen)}
            member={chosenMember}
            whyLocked={
              whyLocked ??
              (mayDecideFor(
                detail,
                chosen,
                members.data?.find(({ userId }) => userId === chosen.targetId),
              )
                ? undefined
                : t('channelSettings.permissions.whyRank'))
            }
            onChange={draft.change}
          />
        </div>
      </div>
      <UnsavedBar
        isDirty={draft.isDirty}
        isSaving={draft.isSaving}
        canSave={wouldKeepAccess(detail, place, draft.overwrites)}
        onReset={reset}
        onSave={draft.save}
      />
    </>
  );
};

/** Each target once: roles from the highest down to @everyone, then members. */
const listedTargets = (detail: ServerDetail, all: readonly Target[]): Target[] => {
  const rank = ({ targetType, targetId }: Target) =>
    targetType === 'member' ? -1 : (detail.roles.find(({ roleId }) => roleId === targetId)?.position ?? -2);
  const unique = [
    ...new Map(all.map(({ targetType, targetId }) => [targetId, { targetType, targetId }])).values(),
  ];
  return unique.filter((target) => rank(target) > -2).toSorted((a, b) => rank(b) - rank(a));
};

interface PrivacyProps {
  detail: ServerDetail;
  place: Place;
  draft: ReturnType<typeof usePermissionDraft>;
  whyLocked: string | undefined;
}

/** A switch between a place for all members and one for the chosen targets only. */
const Privacy = ({ detail, place, draft, whyLocked }: PrivacyProps) => {
  const { t } = useTranslation();
  const everybody: Target = { targetType: 'role', targetId: detail.server.serverId };
  const isPrivate = stateOf(draft.overwriteFor(everybody), 'viewChannel') === 'deny';
  const next = withPrivacy(detail, draft.overwrites, !isPrivate);
  const isSafe = isPrivate || wouldKeepAccess(detail, place, replaceIn(draft.overwrites, next));
  const whyUnsafe = isSafe ? undefined : t('channelSettings.permissions.whySelf');
  const whyRank = mayDecideFor(detail, everybody, undefined)
    ? undefined
    : t('channelSettings.permissions.whyRank');
  return (
    <div className={styles.privacy}>
      <Lock size={20} strokeWidth={1.75} aria-hidden="true" />
      <SwitchRow
        label={t(place.kind === 'channel' ? 'channels.private' : 'channels.category.private')}
        text={t('channelSettings.permissions.privateText')}
        isOn={isPrivate}
        whyDisabled={whyLocked ?? whyRank ?? whyUnsafe}
        onChange={() => draft.change(next)}
      />
    </div>
  );
};
