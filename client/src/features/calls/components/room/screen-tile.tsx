import { Eye, MonitorUp, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePerson } from '@/entities/person/api/use-person';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import type { Remote } from '../../model/call';
import type { Tile } from '../../model/tiles';
import { useOpenCall } from '../call-context';
import { LiveBadge } from '../voice-marks';
import styles from './screen-tile.module.css';
import { TileFrame, type KnownTile, type TilePlace } from './tile-frame';
import { TrackVideo } from './track-video';

/** A shared screen. Others' screens are shown only to viewers who open them. */
export const ScreenTile = ({ tile, ...place }: TilePlace & { tile: Tile }) =>
  tile.remote ? (
    <RemoteScreen id={tile.id} remote={tile.remote} {...place} />
  ) : (
    <OwnScreen id={tile.id} {...place} />
  );

const RemoteScreen = ({ remote, ...place }: KnownTile & { remote: Remote }) => {
  const { t } = useTranslation();
  const { call } = useOpenCall();
  const { member, controls, tracks } = remote;
  const { name, isPending } = usePerson(member.userId);
  const isOpen = controls.screen !== 'off';
  const title = isPending ? undefined : t('calls.room.screenOf', { name });
  const open = () => call.control(member.userId, { screen: 'auto' });
  return (
    <TileFrame
      {...place}
      name={title}
      marks={<LiveBadge />}
      actions={
        isOpen ? (
          <IconButton
            icon={X}
            label={t('calls.room.closeScreen')}
            onClick={() => call.control(member.userId, { screen: 'off' })}
          />
        ) : null
      }
    >
      {isOpen ? (
        <>
          <span className={styles.loading}>{t('calls.room.loadingVideo')}</span>
          {tracks.screen ? <TrackVideo track={tracks.screen} isWhole /> : null}
        </>
      ) : (
        <div className={styles.invite}>
          <MonitorUp className={styles.icon} size={32} strokeWidth={1.5} aria-hidden="true" />
          {isPending ? null : <p className={styles.words}>{t('calls.room.screenWaiting', { name })}</p>}
          <Button onClick={open}>
            <Eye size={18} strokeWidth={1.75} aria-hidden="true" />
            {t('calls.room.openScreen')}
          </Button>
        </div>
      )}
    </TileFrame>
  );
};

const OwnScreen = (place: KnownTile) => {
  const { t } = useTranslation();
  const { snapshot } = useOpenCall();
  const { screen } = snapshot.local;
  const title = t('calls.room.myScreen');
  return (
    <TileFrame {...place} name={title} marks={<LiveBadge />}>
      <MonitorUp className={styles.icon} size={32} strokeWidth={1.5} aria-hidden="true" />
      {screen.status === 'on' ? <TrackVideo track={screen.track} isWhole /> : null}
    </TileFrame>
  );
};
