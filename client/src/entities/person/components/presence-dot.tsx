import styles from './presence-dot.module.css';

/** A filled or a hollow dot, so that presence does not depend on colour. Decorative: the row states the presence in words. */
export const PresenceDot = ({ presence }: { presence: 'online' | 'offline' }) => (
  <span className={`${styles.dot} ${presence === 'offline' ? styles.offline : ''}`} aria-hidden="true" />
);
