import { useTranslation } from 'react-i18next';
import styles from './invite-dialog.module.css';
import { InviteEndDrawing } from './invite-drawings';

/** States the reason why inviting is suspended. */
export const InvitesShut = ({ reason }: { reason: 'raid' | 'paused' }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.sent} role="status">
      <InviteEndDrawing end="paused" />
      <h3>{t(`invites.shut.${reason}`)}</h3>
      <p>{t(`invites.shut.${reason}Text`)}</p>
    </div>
  );
};
