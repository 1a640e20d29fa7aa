import { can, type Permission, type PermissionSet } from '@maru/contracts/permissions';
import { Search, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionGroups } from '@/entities/server/model/permission-groups';
import { SwitchRow } from '@/shared/ui/switch';
import { TextField } from '@/shared/ui/text-field';
import form from './role-form.module.css';
import styles from './role-permissions.module.css';

interface RolePermissionsProps {
  value: PermissionSet;
  /** The viewer's own permissions: they cannot grant others. */
  mine: PermissionSet;
  isReadOnly: boolean;
  onChange: (permission: Permission, isOn: boolean) => void;
}

/** The permissions of a role in groups, each with an explanation. */
export const RolePermissions = ({ value, mine, isReadOnly, onChange }: RolePermissionsProps) => {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const fits = (permission: Permission) => {
    const words = [t(`permissions.all.${permission}.label`), t(`permissions.all.${permission}.text`)];
    return words.join(' ').toLocaleLowerCase().includes(wanted);
  };
  const whyNot = (permission: Permission) => {
    if (isReadOnly) return t('roles.readOnly');
    return can(mine, permission) ? undefined : t('roles.notMine');
  };
  const groups = permissionGroups
    .map((group) => ({ id: group.id, permissions: group.permissions.filter(fits) }))
    .filter((group) => group.permissions.length > 0);
  return (
    <div className={form.form}>
      <TextField
        label={t('permissions.search')}
        type="search"
        value={search}
        autoComplete="off"
        onChange={(event) => setSearch(event.target.value)}
        trailing={<Search className={styles.glass} size={18} strokeWidth={1.75} aria-hidden="true" />}
      />
      {groups.length === 0 ? <p className={form.note}>{t('permissions.noneFound')}</p> : null}
      {groups.map((group) => (
        <section key={group.id} className={styles.group}>
          <h4>{t(`permissions.groups.${group.id}`)}</h4>
          <div className={form.switches}>
            {group.permissions.map((permission) => (
              <SwitchRow
                key={permission}
                label={t(`permissions.all.${permission}.label`)}
                text={t(`permissions.all.${permission}.text`)}
                isOn={can(value, permission)}
                onChange={(isOn) => onChange(permission, isOn)}
                whyDisabled={whyNot(permission)}
              />
            ))}
          </div>
        </section>
      ))}
      {can(value, 'administrator') ? (
        <p className={styles.danger} role="status">
          <TriangleAlert size={18} strokeWidth={1.75} aria-hidden="true" />
          {t('roles.administratorNote')}
        </p>
      ) : null}
    </div>
  );
};
