import { formatWon } from './korean-format';
import styles from './quote.module.css';

/** The amount that a dialog is about. */
export const QuotedAmount = ({ label, amount }: { label: string; amount: number }) => (
  <p className={styles.amount}>
    <span>{label}</span>
    <b>{formatWon(amount)}</b>
  </p>
);
