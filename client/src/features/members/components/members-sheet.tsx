import type { ChannelId } from '@maru/contracts/primitives';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/ui/dialog';
import { MemberPanel } from './member-panel';
import styles from './members-sheet.module.css';

/** The member panel in a sheet, for narrow screens. */
export const MembersSheet = ({ channelId, onClose }: { channelId: ChannelId; onClose: () => void }) => {
  const { t } = useTranslation();
  return (
    <Dialog isOpen title={t('members.title')} onClose={onClose}>
      <div className={styles.sheet}>
        <MemberPanel key={channelId} channelId={channelId} />
      </div>
    </Dialog>
  );
};
