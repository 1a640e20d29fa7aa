import { isCalledSo } from '@maru/contracts/hangul-search';
import type { Role } from '@maru/contracts/http/chat/roles';
import { Plus } from 'lucide-react';
import { Popover as Primitive } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './role-chips.module.css';

interface RolePickerProps {
  roles: readonly Role[];
  onPick: (role: Role) => void;
}

/** One of the roles that may be given, by name. */
export const RolePicker = ({ roles, onPick }: RolePickerProps) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Primitive.Root open={isOpen} onOpenChange={setIsOpen}>
      <Primitive.Trigger className={styles.add} aria-label={t('members.addRole')}>
        <Plus size={14} strokeWidth={2} aria-hidden="true" />
        {t('members.addRole')}
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          className={styles.picker}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('members.addRole')}
        >
          <Choices
            roles={roles}
            onPick={(role) => {
              setIsOpen(false);
              onPick(role);
            }}
          />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
};

const Choices = ({ roles, onPick }: RolePickerProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = roles.filter(({ name }) => isCalledSo(name, typed));
  return (
    <>
      <input
        type="text"
        className={styles.find}
        aria-label={t('members.findRole')}
        placeholder={t('members.findRole')}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className={styles.choices}>
        {found.map((role) => (
          <button key={role.roleId} type="button" className={styles.choice} onClick={() => onPick(role)}>
            <span className={styles.dot} style={{ background: role.color ?? 'var(--line-strong)' }} />
            <span className={styles.name} dir="auto">
              {role.icon ? `${role.icon} ` : ''}
              {role.name}
            </span>
          </button>
        ))}
        {found.length === 0 ? <p className={styles.none}>{t('members.noRoleFound')}</p> : null}
      </div>
    </>
  );
};
