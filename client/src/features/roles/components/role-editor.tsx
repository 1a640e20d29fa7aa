import type { Role } from '@maru/contracts/http/chat/roles';
import type { PermissionSet } from '@maru/contracts/permissions';
import { Eye, MoreHorizontal, Trash2 } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RoleName } from '@/entities/server/components/role-name';
import { IconButton } from '@/shared/ui/icon-button';
import { Menu } from '@/shared/ui/menu';
import { UnsavedBar } from '@/shared/ui/unsaved-bar';
import type { RoleDraft, RolePart } from '../model/role-draft';
import { DeleteRole } from './delete-role';
import { isLookValid, RoleLook } from './role-look';
import { RoleMembers } from './role-members';
import { RolePermissions } from './role-permissions';
import styles from './role-editor.module.css';
import { useRoleDraft } from './use-role-draft';
import { useViewAsRole } from './use-view-as';

interface RoleEditorProps {
  role: Role;
  /** The viewer's own permissions. */
  mine: PermissionSet;
  canChange: boolean;
  onSaved: (role: Role) => void;
  onDeleted: () => void;
}

const isEveryones = ({ roleId, serverId }: Role): boolean => roleId === (serverId as string);

/** One role: its look, its permissions, its holders. */
export const RoleEditor = (props: RoleEditorProps) => {
  const { role, mine, canChange, onSaved, onDeleted } = props;
  const { t } = useTranslation();
  const { value, isDirty, isSaving, changedByOthers, set, reset, save } = useRoleDraft(role, onSaved);
  const viewAs = useViewAsRole();
  const name = isEveryones(role) ? t('roles.everyone') : value.name;
  return (
    <section className={styles.editor} aria-label={name}>
      <Head
        role={{ ...value, name }}
        canChange={canChange}
        onDeleted={onDeleted}
        onViewAs={() => viewAs(role)}
      />
      <Notices canChange={canChange} changedByOthers={changedByOthers} />
      {isEveryones(role) ? (
        <RolePermissions
          value={value.permissions}
          mine={mine}
          isReadOnly={!canChange}
          onChange={(permission, isOn) => set({ permissions: { [permission]: isOn } })}
        />
      ) : (
        <RoleTabs role={role} value={value} mine={mine} canChange={canChange} onChange={set} />
      )}
      <UnsavedBar
        isDirty={isDirty}
        canSave={isEveryones(role) || isLookValid(value)}
        isSaving={isSaving}
        onReset={reset}
        onSave={save}
      />
    </section>
  );
};

interface HeadProps extends Pick<RoleEditorProps, 'role' | 'canChange' | 'onDeleted'> {
  onViewAs: () => void;
}

const Head = ({ role, canChange, onDeleted, onViewAs }: HeadProps) => {
  const { t } = useTranslation();
  const [isDeleting, setIsDeleting] = useState(false);
  const items = [
    { label: t('roles.viewAs'), icon: Eye, onSelect: onViewAs },
    ...(canChange && !isEveryones(role)
      ? [{ label: t('roles.delete'), icon: Trash2, isDanger: true, onSelect: () => setIsDeleting(true) }]
      : []),
  ];
  return (
    <header className={styles.editorHead}>
      <h3>
        <RoleName {...role} />
      </h3>
      <Menu items={items}>
        <IconButton icon={MoreHorizontal} label={t('roles.more', { name: role.name })} />
      </Menu>
      {isDeleting ? (
        <DeleteRole role={role} onDeleted={onDeleted} onClose={() => setIsDeleting(false)} />
      ) : null}
    </header>
  );
};

const Notices = ({ canChange, changedByOthers }: { canChange: boolean; changedByOthers: RolePart[] }) => {
  const { t } = useTranslation();
  const parts = changedByOthers.map((part) => t(`roles.parts.${part}`)).join(', ');
  return (
    <>
      {canChange ? null : <p className={styles.notice}>{t('roles.readOnly')}</p>}
      {parts ? (
        <p className={styles.notice} role="status">
          {t('roles.changedByOthers', { what: parts })}
        </p>
      ) : null}
    </>
  );
};

const tabs = ['look', 'permissions', 'members'] as const;

interface RoleTabsProps {
  role: Role;
  value: Role;
  mine: PermissionSet;
  canChange: boolean;
  onChange: (change: RoleDraft) => void;
}

const RoleTabs = ({ role, value, mine, canChange, onChange }: RoleTabsProps) => {
  const { t } = useTranslation();
  return (
    <Tabs.Root defaultValue="look" className={styles.tabs}>
      <Tabs.List className={styles.tabList} aria-label={value.name}>
        {tabs.map((tab) => (
          <Tabs.Trigger key={tab} value={tab} className={styles.tab}>
            {t(`roles.tabs.${tab}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="look">
        <fieldset className={styles.plain} disabled={!canChange}>
          <RoleLook value={value} onChange={onChange} />
        </fieldset>
      </Tabs.Content>
      <Tabs.Content value="permissions">
        <RolePermissions
          value={value.permissions}
          mine={mine}
          isReadOnly={!canChange}
          onChange={(permission, isOn) => onChange({ permissions: { [permission]: isOn } })}
        />
      </Tabs.Content>
      <Tabs.Content value="members">
        <RoleMembers role={role} canChange={canChange} />
      </Tabs.Content>
    </Tabs.Root>
  );
};
