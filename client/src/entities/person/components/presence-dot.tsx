import styles from './presence-dot.module.css';

/** A filled dot, or a hollow one: told apart without colours, too. What it means is said by the row. */
export const PresenceDot = ({ presence }: { presence: 'online' | 'offline' }) => (
  <span
    className={`${styles.dot} ${presence === 'online' ? styles.online : styles.offline}`}
    aria-hidden="true"
  />
);
