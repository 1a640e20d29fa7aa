import '../../i18n/words';
import { useTranslation } from 'react-i18next';
import { usePerson } from '@/entities/person/api/use-person';
import { useOpenCall } from '../call-context';
import { useDeviceToasts } from '../devices/use-device-toasts';
import { useNews, type NumberedNews } from './use-news';
import { useShortcuts } from './use-shortcuts';

/** The parts of a call that belong to no place on the screen: keys, sounds, announcements. */
export const CallEffects = ({ channelName }: { channelName: string }) => {
  const { call } = useOpenCall();
  const news = useNews(call);
  useShortcuts();
  useDeviceToasts();
  return (
    <div className="visually-hidden" role="status">
      {news.map((each) => (
        <p key={each.n}>
          <Announcement news={each} channelName={channelName} />
        </p>
      ))}
    </div>
  );
};

const Announcement = ({ news, channelName }: { news: NumberedNews; channelName: string }) => {
  const { t } = useTranslation();
  if ('userId' in news) return <PersonAnnouncement kind={news.kind} userId={news.userId} />;
  if (news.kind === 'gone') return null;
  if (news.kind === 'ended') return t('calls.status.ended');
  return t(`calls.news.${news.kind}`, { channel: channelName });
};

const PersonAnnouncement = (props: { kind: 'joined' | 'left' | 'sharing'; userId: string }) => {
  const { t } = useTranslation();
  const { name, isPending } = usePerson(props.userId);
  return isPending ? null : t(`calls.news.${props.kind}`, { name });
};
