import { useEffect, useRef } from 'react';
import styles from './action-sheet.module.css';
import { Dialog } from './dialog.js';
import type { MenuItem } from './menu.js';

interface ActionSheetProps {
  title: string;
  items: MenuItem[];
  onClose: () => void;
}

/** A menu for touch screens: it stays open until an entry is chosen or it is closed. */
export const ActionSheet = ({ title, items, onClose }: ActionSheetProps) => {
  const chosen = useRef<() => void>(undefined);
  // The finger whose long press has opened the sheet may lift above one of its buttons: that chooses nothing.
  const hasPressedHere = useRef(false);
  useEffect(
    () => () => {
      const run = chosen.current;
      // Closing gives the focus back in a task of its own, and what was chosen may want it.
      if (run) setTimeout(() => setTimeout(run));
    },
    [],
  );
  return (
    <Dialog isOpen title={title} onClose={onClose}>
      <ul className={styles.list} onPointerDown={() => (hasPressedHere.current = true)}>
        {items.map(({ label, icon: Icon, isDanger, onSelect }) => (
          <li key={label}>
            <button
              type="button"
              className={`${styles.item} ${isDanger ? styles.danger : ''}`}
              onClick={({ detail }) => {
                const isByKeyboard = detail === 0;
                if (!isByKeyboard && !hasPressedHere.current) return;
                chosen.current = onSelect;
                onClose();
              }}
            >
              <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
              {label}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
