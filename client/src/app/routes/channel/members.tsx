import type { Channel } from '@maru/contracts/http/chat/channels';
import { useTranslation } from 'react-i18next';
import { MemberPanel, type PanelSlots } from '@/features/members/components/member-panel';
import { Dialog } from '@/shared/ui/dialog';
import styles from './members.module.css';
import { PersonRow } from '../../people/person-row';
import { useOpenServer } from '@/entities/server/components/open-server';

const renderMember: PanelSlots['renderMember'] = (userId, presence) => (
  <PersonRow userId={userId} presence={presence} />
);

/** Who may see a channel. */
export const Members = ({ channel }: { channel: Channel }) => {
  const { t } = useTranslation();
  const { server, roles } = useOpenServer();
  const nameOfGroup: PanelSlots['nameOfGroup'] = (groupId) =>
    roles.find(({ roleId }) => roleId === groupId)?.name ??
    t(groupId === 'offline' ? 'members.groups.offline' : 'members.groups.online');
  return (
    <MemberPanel
      key={channel.channelId}
      serverId={server.serverId}
      channelId={channel.channelId}
      renderMember={renderMember}
      nameOfGroup={nameOfGroup}
    />
  );
};

/** The same on a narrow screen. */
export const MembersSheet = ({ channel, onClose }: { channel: Channel; onClose: () => void }) => {
  const { t } = useTranslation();
  return (
    <Dialog isOpen title={t('members.title')} onClose={onClose}>
      <div className={styles.sheet}>
        <Members channel={channel} />
      </div>
    </Dialog>
  );
};
