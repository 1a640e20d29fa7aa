import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { MemberRules, Overwrite } from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import { useTranslation } from 'react-i18next';
import { permissionsIn } from '@/entities/server/model/permissions';
import {
  inheritedFor,
  permissionsOfType,
  permissionsWith,
  stateOf,
  withState,
  type Place,
} from '../../model/overwrites';
import styles from './permissions.module.css';
import { TriState } from './tri-state';

interface TargetEditorProps {
  detail: ServerDetail;
  place: Place;
  /** All that would hold here. */
  overwrites: readonly Overwrite[];
  /** The overwrite of the chosen role or member. */
  overwrite: Overwrite;
  /** The member, or a holder of the role; undefined until it is loaded. */
  member: MemberRules | undefined;
  whyLocked: string | undefined;
  onChange: (next: Overwrite) => void;
}

/** The permissions that one role or member has in this place. */
export const TargetEditor = (props: TargetEditorProps) => {
  const { detail, place, overwrites, overwrite, member, whyLocked, onChange } = props;
  const { t } = useTranslation();
  const type = place.kind === 'channel' ? place.channel.type : undefined;
  const own =
    place.kind === 'channel'
      ? permissionsIn(detail, place.channel)
      : permissionsWith(detail, place, { overwrites: place.category.overwrites, member: detail.me });
  return (
    <div className={styles.editor}>
      {whyLocked ? <p className={styles.locked}>{whyLocked}</p> : null}
      {permissionsOfType(type).map((permission) => (
        <TriState
          key={permission}
          label={t(`permissions.all.${permission}.label`)}
          text={t(`permissions.all.${permission}.text`)}
          value={stateOf(overwrite, permission)}
          isInherited={
            member !== undefined && inheritedFor(detail, place, { overwrites, overwrite, member, permission })
          }
          whyDisabled={
            whyLocked === undefined
              ? can(own, permission)
                ? undefined
                : t('channelSettings.permissions.whyOwn')
              : ''
          }
          onChange={(state) => onChange(withState(overwrite, permission, state))}
        />
      ))}
    </div>
  );
};
