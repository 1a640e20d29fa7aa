import '../../i18n/words';
import type { VoiceRoom } from '@maru/contracts/socket/voice';
import { lazy, useEffect, useRef, useState } from 'react';
import { Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PersonAvatar } from '@/entities/person/components/person-avatar';
import { PersonName } from '@/entities/person/components/person-name';
import { Button } from '@/shared/ui/button';
import { LazyPart } from '@/shared/ui/lazy-part';
import { Spinner } from '@/shared/ui/spinner';
import { CallTime } from '../call-time';
import { Doorway } from './doorway';
import styles from './join-view.module.css';

const DevicePreview = lazy(async () => {
  const { DevicePreview: component } = await import('../devices/device-preview');
  return { default: component };
});

interface JoinViewProps {
  channelName: string;
  room: VoiceRoom | undefined;
  /** The most people, as far as the viewer knows. */
  limit: number | null;
  mayConnect: boolean;
  /** The channel of the call that joining leaves. */
  otherCall: string | undefined;
  /** The viewer has just left this call: the button for coming back takes the focus that the room's controls lose. */
  hasLeft?: boolean;
  onJoin: () => void;
}

const mostFaces = 5;

/** Before joining: who is inside, and the way in. */
export const JoinView = (props: JoinViewProps) => {
  const { channelName, room, mayConnect } = props;
  const { t } = useTranslation();
  const members = room?.members ?? [];
  return (
    <div className={styles.view} data-theme="dark">
      {members.length > 0 ? null : <Doorway />}
      <h2 className={styles.title} dir="auto">
        {channelName}
      </h2>
      <p className={styles.text}>
        {members.length > 0 ? t('calls.join.inside', { count: members.length }) : t('calls.join.empty')}
        {room?.startedAt && members.length > 0 ? (
          <>
            {' · '}
            <CallTime since={room.startedAt} />
          </>
        ) : null}
      </p>
      {members.length > 0 ? <Inside members={members} /> : null}
      {mayConnect ? <WayIn {...props} /> : <NoWayIn />}
    </div>
  );
};

const WayIn = ({ room, limit, otherCall, hasLeft, onJoin }: JoinViewProps) => {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (hasLeft && document.activeElement === document.body) button.current?.focus();
  }, [hasLeft]);
  const isFull = limit !== null && (room?.members.length ?? 0) >= limit;
  const words = otherCall === undefined ? 'calls.join.button' : 'calls.join.here';
  return (
    <>
      {isFull ? <p className={styles.text}>{t('calls.join.full', { limit })}</p> : null}
      <Button ref={button} size="l" onClick={onJoin}>
        {t(isFull ? 'calls.join.waitButton' : words)}
      </Button>
      <Preview />
      {otherCall === undefined ? null : (
        <p className={styles.small}>{t('calls.join.busyIn', { channel: otherCall })}</p>
      )}
    </>
  );
};

/** On demand: opening a device before it is needed would startle. */
const Preview = () => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.disclosure}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Settings2 size={16} strokeWidth={1.75} aria-hidden="true" />
        {t('calls.join.checkDevices')}
      </button>
      {isOpen ? (
        <div className={styles.preview}>
          <LazyPart placeholder={<Spinner />}>
            <DevicePreview />
          </LazyPart>
        </div>
      ) : null}
    </>
  );
};

const NoWayIn = () => {
  const { t } = useTranslation();
  return (
    <>
      <p className={styles.denied}>{t('calls.join.denied')}</p>
      <p className={styles.small}>{t('calls.join.deniedText')}</p>
    </>
  );
};

const Inside = ({ members }: Pick<VoiceRoom, 'members'>) => {
  const { t } = useTranslation();
  const rest = members.length - mostFaces;
  return (
    <ul className={styles.faces} aria-label={t('calls.room.tiles')}>
      {members.slice(0, mostFaces).map(({ userId }) => (
        <li key={userId} className={styles.face}>
          <PersonAvatar userId={userId} size={64} />
          <span className={styles.name}>
            <PersonName userId={userId} />
          </span>
        </li>
      ))}
      {rest > 0 ? <li className={styles.rest}>+{rest}</li> : null}
    </ul>
  );
};
