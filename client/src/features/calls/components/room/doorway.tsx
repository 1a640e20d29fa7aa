import styles from './join-view.module.css';

/** An open door with light behind it. */
export const Doorway = () => (
  <svg
    className={styles.drawing}
    viewBox="0 0 160 110"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d="M46 96V24a8 8 0 0 1 8-8h52a8 8 0 0 1 8 8v72" opacity=".55" />
    <path d="M24 96h112" />
    <path d="M62 96V34l34-8v70" stroke="var(--accent)" />
    <circle cx="88" cy="64" r="2.5" stroke="var(--accent)" />
    <path d="M122 40c6 6 6 18 0 24M132 32c10 10 10 30 0 40" opacity=".55" />
  </svg>
);
