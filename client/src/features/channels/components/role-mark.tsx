import type { Role } from '@maru/contracts/http/chat/roles';
import styles from './target-picker.module.css';

/** A role's emoji, or a dot of its colour. */
export const RoleMark = ({ role }: { role: Role }) =>
  role.icon ? (
    <span className={styles.emoji} aria-hidden="true">
      {role.icon}
    </span>
  ) : (
    <span
      className={styles.dot}
      style={{ background: role.color ?? 'var(--ink-faint)' }}
      aria-hidden="true"
    />
  );
