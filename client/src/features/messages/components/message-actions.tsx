import { MoreHorizontal } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLongPress } from '@/shared/lib/use-long-press';
import { useMediaQuery } from '@/shared/lib/use-media-query';
import { ActionSheet } from '@/shared/ui/action-sheet';
import { IconButton } from '@/shared/ui/icon-button';
import { ContextMenu, Menu, type MenuItem } from '@/shared/ui/menu';
import styles from './message-actions.module.css';

interface MessageActionsProps {
  /** Entries with a button of their own in the toolbar. */
  own: MenuItem[];
  /** These and everything else. */
  items: MenuItem[];
  /** The message, with the controls in it. */
  render: (controls: ReactNode) => ReactNode;
}

/** A message with what can be done with it, for the pointer at hand. */
export const MessageActions = (props: MessageActionsProps) =>
  useMediaQuery('(hover: none)') ? <TouchActions {...props} /> : <HoverActions {...props} />;

/** A toolbar under the pointer, and all actions by right click. */
const HoverActions = ({ own, items, render }: MessageActionsProps) => {
  const { t } = useTranslation();
  const toolbar = (
    <div className={styles.toolbar} role="toolbar" aria-label={t('messages.actions')}>
      {own.map((item) => (
        <IconButton
          key={item.label}
          icon={item.icon}
          label={item.label}
          isDanger={item.isDanger}
          onClick={item.onSelect}
        />
      ))}
      {items.length > own.length ? (
        <Menu items={items.slice(own.length)}>
          <IconButton icon={MoreHorizontal} label={t('messages.more')} />
        </Menu>
      ) : null}
    </div>
  );
  return (
    <ContextMenu items={items}>
      <div>{render(toolbar)}</div>
    </ContextMenu>
  );
};

/** A button that shows that there are actions, and a long press; both open a sheet. */
const TouchActions = ({ items, render }: MessageActionsProps) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const longPress = useLongPress(() => setIsOpen(true));
  const button = (
    <IconButton
      icon={MoreHorizontal}
      label={t('messages.actions')}
      aria-haspopup="dialog"
      className={styles.more}
      onClick={() => setIsOpen(true)}
    />
  );
  return (
    <>
      <div className={styles.touch} {...longPress}>
        {render(button)}
      </div>
      {isOpen ? (
        <ActionSheet title={t('messages.actions')} items={items} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
};
