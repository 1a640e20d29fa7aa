import '../../i18n/words';
import { PictureInPicture2, X } from 'lucide-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { usePerson } from '@/entities/person/api/use-person';
import { useMe } from '@/shared/api/session-store';
import { paths } from '@/shared/config/paths';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { IconButton } from '@/shared/ui/icon-button';
import { miniTileOf } from '../../model/mini';
import { tilesOf, type Tile } from '../../model/tiles';
import { useOpenCall } from '../call-context';
import { TrackVideo } from '../room/track-video';
import { useIsSpeaking } from '../use-speakers';
import styles from './mini-view.module.css';
import { canPopOut, usePopOut } from './use-pop-out';
import { useCorner } from './use-corner';
import { useLastSpeaker } from './use-last-speaker';

/** A small window with the video of the call while the viewer looks at another page. It leads back. */
export const MiniView = () => {
  const me = useMe();
  const open = useOpenCall();
  const lastSpeaker = useLastSpeaker(open);
  const [isClosed, setIsClosed] = useState(false);
  const popOut = usePopOut();
  const tile = miniTileOf(tilesOf(open.snapshot, me.userId), lastSpeaker);
  if (!tile || isClosed) return null;
  if (popOut.window) return createPortal(<Picture tile={tile} />, popOut.window.document.body);
  return <Floating tile={tile} onClose={() => setIsClosed(true)} onPopOut={popOut.open} />;
};

interface FloatingProps {
  tile: Tile;
  onClose: () => void;
  onPopOut: () => void;
}

const Floating = ({ tile, onClose, onPopOut }: FloatingProps) => {
  const { t } = useTranslation();
  const { snapshot } = useOpenCall();
  const isPhone = useIsPhone();
  // On phones the composer is below.
  const { corner, offset, handlers } = useCorner({ x: 'right', y: isPhone ? 'top' : 'bottom' });
  return (
    <section
      {...handlers}
      className={styles.mini}
      data-theme="dark"
      data-x={corner.x}
      data-y={corner.y}
      data-dragged={offset ? true : undefined}
      style={offset ? { transform: `translate(${offset.x}px, ${offset.y}px)` } : undefined}
      aria-label={t('calls.pip.label')}
    >
      <Link
        className={styles.back}
        to={paths.channel.to(snapshot.serverId, snapshot.channelId)}
        draggable={false}
      >
        <Picture tile={tile} />
        <span className="visually-hidden">{t('calls.back')}</span>
      </Link>
      <div className={styles.actions}>
        {canPopOut() && !isPhone ? (
          <IconButton icon={PictureInPicture2} label={t('calls.pip.popOut')} onClick={onPopOut} />
        ) : null}
        <IconButton icon={X} label={t('calls.pip.close')} onClick={onClose} />
      </div>
    </section>
  );
};

const Picture = ({ tile }: { tile: Tile }) => {
  const { name, isPending } = usePerson(tile.userId);
  const { remote, kind } = tile;
  const isSpeaking = useIsSpeaking(remote?.member.userId);
  const track = kind === 'screen' ? remote?.tracks.screen : remote?.tracks.camera;
  return (
    <div className={styles.picture} data-speaking={isSpeaking || undefined}>
      {track ? <TrackVideo track={track} isWhole={kind === 'screen'} /> : null}
      {isPending ? null : (
        <span className={styles.name} dir="auto">
          {name}
        </span>
      )}
    </div>
  );
};
