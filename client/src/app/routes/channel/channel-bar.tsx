import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Server } from '@maru/contracts/http/chat/servers';
import { ChevronLeft } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { ChannelIcon } from '@/entities/channel/components/channel-icon';
import { MessageText } from '@/entities/channel/components/message-text';
import { paths } from '@/shared/config/paths';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { Dialog } from '@/shared/ui/dialog';
import { IconButton } from '@/shared/ui/icon-button';
import styles from './channel-bar.module.css';

interface ChannelBarProps {
  server: Server;
  channel: Channel;
  /** Buttons at the end. */
  children: ReactNode;
}

/** The open channel's name and topic. */
export const ChannelBar = ({ server, channel, children }: ChannelBarProps) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  return (
    <header className={styles.bar}>
      {isPhone ? (
        <IconButton
          icon={ChevronLeft}
          label={t('channels.back')}
          onClick={() => void navigate(paths.server.to(server.serverId))}
        />
      ) : null}
      <ChannelIcon className={styles.icon} type={channel.type} size={20} />
      <div className={styles.words}>
        <h2 className={styles.title} title={channel.name}>
          {channel.name}
        </h2>
        {channel.topic ? <Topic channel={channel} /> : null}
      </div>
      {children}
    </header>
  );
};

/** As much of the topic as fits; the rest on demand. */
const Topic = ({ channel: { name, topic } }: { channel: Channel }) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.topic}
        aria-label={t('channels.showTopic', { topic })}
        onClick={() => setIsOpen(true)}
      >
        {topic}
      </button>
      {isOpen ? (
        <Dialog isOpen title={`#${name}`} onClose={() => setIsOpen(false)}>
          <MessageText text={topic} />
        </Dialog>
      ) : null}
    </>
  );
};
