import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { InviteEndDrawing, type InviteEnd } from './invite-drawings';
import styles from './invitation.module.css';

/** The reason why an invite no longer works, advice, and the next step. */
export const InviteEndView = ({ end, children }: { end: InviteEnd; children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.end} role="status">
      <span className={styles.endDrawing}>
        <InviteEndDrawing end={end} />
      </span>
      <h2>{t(`invites.states.${end}.title`)}</h2>
      <p className={styles.reason}>{t(`invites.states.${end}.text`)}</p>
      <div className={styles.ways}>{children}</div>
    </div>
  );
};
