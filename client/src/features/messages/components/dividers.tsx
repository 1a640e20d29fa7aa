import type { Channel } from '@maru/contracts/http/chat/channels';
import { useTranslation } from 'react-i18next';
import { ChannelIcon } from '@/entities/channel/components/channel-icon';
import { channelTitle } from '@/entities/channel/model/channel-title';
import { formatDay } from '@/shared/i18n/format';
import styles from './dividers.module.css';

/** The top of a channel: where its conversation begins. */
export const ChannelIntro = ({ channel, isEmpty }: { channel: Channel; isEmpty: boolean }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.intro}>
      <span className={styles.mark}>
        <ChannelIcon type={channel.type} size={30} />
      </span>
      <h2 className={styles.title}>{t('messages.introTitle', { name: channelTitle(channel) })}</h2>
      <p className={styles.text}>{t(isEmpty ? 'messages.introEmpty' : 'messages.introText')}</p>
    </div>
  );
};

export const DayDivider = ({ at }: { at: string }) => (
  <div className={styles.day}>
    <time dateTime={at}>{formatDay(at)}</time>
  </div>
);

export const UnreadDivider = () => {
  const { t } = useTranslation();
  return (
    <div className={styles.unread}>
      <span>{t('messages.newMessages')}</span>
    </div>
  );
};
