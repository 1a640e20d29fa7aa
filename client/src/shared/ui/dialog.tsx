import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { focusField, followSteps } from './dialog-focus.js';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.js';

interface DialogProps {
  title: string;
  description?: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  children?: ReactNode;
  /** Buttons at the bottom, the main one last. */
  actions?: ReactNode;
}

const focusOnOpening = (event: Event) => {
  const window = event.target;
  if (!(window instanceof HTMLElement) || window.contains(document.activeElement)) return;
  event.preventDefault();
  focusField(window);
};

const follow = (window: HTMLElement | null) => (window ? followSteps(window) : undefined);

/** A window above everything: its field has the focus, which it traps and gives back; Escape and a click beside it close it. */
export const Dialog = ({ title, description, isOpen, onClose, children, actions }: DialogProps) => {
  const { t } = useTranslation();
  return (
    <Primitive.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <Primitive.Portal>
        <Primitive.Overlay className={styles.overlay} />
        <Primitive.Content
          className={styles.content}
          ref={follow}
          onOpenAutoFocus={focusOnOpening}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className={styles.header}>
            <Primitive.Title className={styles.title}>{title}</Primitive.Title>
            <Primitive.Close asChild>
              <IconButton icon={X} label={t('common.close')} />
            </Primitive.Close>
          </header>
          {description ? (
            <Primitive.Description className={styles.description}>{description}</Primitive.Description>
          ) : null}
          {children}
          {actions ? <footer className={styles.actions}>{actions}</footer> : null}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
};
