import { roleIcon, roleName, type Role } from '@maru/contracts/http/chat/roles';
import { limits } from '@maru/contracts/limits';
import { useTranslation } from 'react-i18next';
import { readableColor } from '@/entities/server/model/role-color';
import { useMe } from '@/shared/api/session-store';
import { Avatar } from '@/shared/ui/avatar';
import { SwitchRow } from '@/shared/ui/switch';
import { TextField } from '@/shared/ui/text-field';
import type { RoleDraft } from '../model/role-draft';
import { ColorPicker } from './color-picker';
import form from './role-form.module.css';
import styles from './role-look.module.css';

interface RoleLookProps {
  /** As it would be once saved. */
  value: Role;
  onChange: (change: RoleDraft) => void;
}

/** Returns whether the draft's name and icon are valid. */
export const isLookValid = ({ name, icon }: Role): boolean =>
  roleName.safeParse(name).success && (icon === null || roleIcon.safeParse(icon).success);

/** A role's name, colour and icon. */
export const RoleLook = ({ value, onChange }: RoleLookProps) => {
  const { t } = useTranslation();
  const isIconValid = value.icon === null || roleIcon.safeParse(value.icon).success;
  return (
    <div className={form.form}>
      <TextField
        label={t('roles.name')}
        value={value.name}
        maxLength={limits.roleName.max}
        autoComplete="off"
        onChange={(event) => onChange({ name: event.target.value })}
        error={roleName.safeParse(value.name).success ? undefined : t('roles.nameInvalid')}
      />
      <ColorPicker value={value.color} onChange={(color) => onChange({ color })} />
      <Preview role={value} />
      <TextField
        label={t('roles.icon')}
        hint={t('roles.iconHint')}
        value={value.icon ?? ''}
        autoComplete="off"
        onChange={(event) => onChange({ icon: event.target.value.trim() || null })}
        error={isIconValid ? undefined : t('roles.iconInvalid')}
      />
      <div className={form.switches}>
        <SwitchRow
          label={t('roles.hoist')}
          text={t('roles.hoistText')}
          isOn={value.isHoisted}
          onChange={(isHoisted) => onChange({ isHoisted })}
        />
        <SwitchRow
          label={t('roles.mentionable')}
          text={t('roles.mentionableText', { name: value.name })}
          isOn={value.isMentionable}
          onChange={(isMentionable) => onChange({ isMentionable })}
        />
      </div>
    </div>
  );
};

/** A sample message by a holder of the role, in both themes. */
const Preview = ({ role }: { role: Role }) => {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <figure className={styles.preview}>
      <figcaption>{t('roles.preview')}</figcaption>
      <div className={styles.previews}>
        {(['light', 'dark'] as const).map((theme) => (
          <div key={theme} className={styles.message} data-theme={theme}>
            <Avatar id={me.userId} name={me.nickname} url={me.avatarUrl} size={36} />
            <div>
              <b style={{ color: role.color ? readableColor(role.color) : undefined }}>
                {me.nickname}
                {role.icon ? ` ${role.icon}` : ''}
              </b>
              <p>{t('roles.previewText')}</p>
            </div>
          </div>
        ))}
      </div>
      <p className={form.note}>{t('roles.contrast')}</p>
    </figure>
  );
};
