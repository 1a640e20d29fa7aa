import type { ReactNode } from 'react';
import { readableColor } from '@/entities/server/model/role-color';
import styles from './member-name.module.css';

interface MemberNameProps {
  /** As this server calls them. */
  children: ReactNode;
  color?: string;
  icon?: string;
}

/** Somebody's name in the colour of their role, with its icon. */
export const MemberName = ({ children, color, icon }: MemberNameProps) => (
  <span className={styles.name} style={color ? { color: readableColor(color) } : undefined} dir="auto">
    {children}
    {icon ? (
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
    ) : null}
  </span>
);
