import '../../i18n/occupants-words';
import { Maximize2, Minimize2 } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rect } from '../../model/tile-layout';
import { IconButton } from '@/shared/ui/icon-button';
import { Skeleton } from '@/shared/ui/skeleton';
import { useIsSpeaking } from '../use-speakers';
import styles from './tile-frame.module.css';

export interface TilePlace {
  rect: Rect;
  isFocused: boolean;
  onToggleFocus: () => void;
}

export interface KnownTile extends TilePlace {
  /** The id of the tile. */
  id: string;
}

interface TileFrameProps extends KnownTile {
  /** Undefined until it is known. */
  name: string | undefined;
  /** Undefined for a screen, which has no voice. */
  speaker?: string;
  /** Behind an avatar. */
  background?: string;
  /** The picture. */
  children: ReactNode;
  /** Before the name. */
  marks?: ReactNode;
  /** Behind the name, where there is room. */
  badge?: ReactNode;
  /** Further buttons. */
  actions?: ReactNode;
}

/** Too small for buttons and names to have room. */
const isTiny = ({ width, height }: Rect): boolean => width < 120 || height < 72;

/** Has room for its name and its buttons, but not for further words. */
const isSmall = ({ width, height }: Rect): boolean => width < 240 || height < 160;

/** A tile of the stage: its picture, its name, and what can be done with it. */
export const TileFrame = (props: TileFrameProps) => {
  const { id, rect, isFocused, onToggleFocus, name, speaker, background, children, marks, badge, actions } =
    props;
  const isSpeaking = useIsSpeaking(speaker);
  const { t } = useTranslation();
  const style: CSSProperties = {
    transform: `translate(${rect.x}px, ${rect.y}px)`,
    width: rect.width,
    height: rect.height,
    background,
  };
  return (
    <li
      className={styles.tile}
      style={style}
      data-tile={id}
      aria-label={name}
      data-speaking={isSpeaking || undefined}
      data-small={isSmall(rect) || undefined}
      data-tiny={isTiny(rect) || undefined}
    >
      {children}
      <div className={styles.foot}>
        <span className={styles.tag}>
          {marks}
          <span className={styles.name} dir="auto">
            {name ?? <Skeleton width={56} />}
          </span>
          {isTiny(rect) ? null : badge}
          {isSpeaking ? <span className="visually-hidden">{t('occupants.speaking')}</span> : null}
        </span>
      </div>
      <div className={styles.actions}>
        {actions}
        <IconButton
          className={styles.action}
          icon={isFocused ? Minimize2 : Maximize2}
          label={isFocused ? t('calls.room.unfocus') : t('calls.room.focus', { name: name ?? '' })}
          aria-pressed={isFocused}
          onClick={onToggleFocus}
        />
      </div>
    </li>
  );
};
