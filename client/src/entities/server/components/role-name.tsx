import styles from './role-name.module.css';

interface RoleNameProps {
  name: string;
  color: string | null;
  icon: string | null;
}

/** A role wherever it is named: its colour as a dot, its emoji, its name. */
export const RoleName = ({ name, color, icon }: RoleNameProps) => (
  <span className={styles.role}>
    {icon ? (
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
    ) : (
      <span className={styles.dot} style={{ background: color ?? undefined }} aria-hidden="true" />
    )}
    <span className={styles.name} dir="auto">
      {name}
    </span>
  </span>
);
