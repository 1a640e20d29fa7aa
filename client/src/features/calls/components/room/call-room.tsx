import '../../i18n/words';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/api/session-store';
import { focusOf, tilesOf } from '../../model/tiles';
import { useOpenCall } from '../call-context';
import { PortalContext } from '../portal-context';
import styles from './call-room.module.css';
import { Notices } from './notices';
import { PersonTile } from './person-tile';
import { RoomControls } from './room-controls';
import { ScreenTile } from './screen-tile';
import { Stage } from './stage';
import { useGestures } from './use-gestures';
import { useFullScreen } from './use-full-screen';
import { useIsIdle } from './use-is-idle';

/** The call on the screen: everyone's tile, and the controls. */
export const CallRoom = ({ channelName }: { channelName: string }) => {
  const { t } = useTranslation();
  const me = useMe();
  const { snapshot } = useOpenCall();
  const [chosen, setChosen] = useState<string | null>();
  const element = useRef<HTMLElement>(null);
  const fullScreen = useFullScreen(element);
  const isIdle = useIsIdle(element);
  const tiles = tilesOf(snapshot, me.userId);
  const focused = focusOf(tiles, chosen);
  const toggle = (id: string) => setChosen(id === focused?.id ? null : id);
  useGestures(element, {
    onDoubleClick: toggle,
    onEscape: () => (fullScreen.isOn ? undefined : setChosen(null)),
  });
  return (
    <PortalContext value={fullScreen.isOn ? element.current : null}>
      <section
        ref={element}
        className={styles.room}
        data-theme="dark"
        data-full={fullScreen.isOn || undefined}
        data-idle={(fullScreen.isOn && isIdle) || undefined}
        aria-label={t('calls.room.label', { channel: channelName })}
      >
        <Notices />
        <Stage
          tiles={tiles}
          focused={focused}
          renderTile={(tile, rect) => {
            const TileView = tile.kind === 'screen' ? ScreenTile : PersonTile;
            return (
              <TileView
                key={tile.id}
                tile={tile}
                rect={rect}
                isFocused={tile.id === focused?.id}
                onToggleFocus={() => toggle(tile.id)}
              />
            );
          }}
        />
        {snapshot.remotes.length === 0 ? <p className={styles.alone}>{t('calls.room.alone')}</p> : null}
        <RoomControls fullScreen={fullScreen} />
      </section>
    </PortalContext>
  );
};
