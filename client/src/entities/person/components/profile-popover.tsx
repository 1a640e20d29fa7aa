import { userId as userIdSchema } from '@maru/contracts/primitives';
import type { Profile } from '@maru/contracts/http/user/profiles';
import { Dialog as DialogPrimitive, Popover as Primitive } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/api/session-store';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { useProfile } from '../api/use-profile';
import { NoteField } from './note-field';
import { ProfileCard } from './profile-card';
import styles from './profile-popover.module.css';

interface ProfilePopoverProps {
  userId: string;
  children: ReactNode;
  side?: 'right' | 'left';
  /** The child says nothing that could be read out: a picture. */
  isPicture?: boolean;
  /** The child is a whole line of a list. */
  isLine?: boolean;
  /** What they are called where they are looked at; by their profile otherwise. */
  name?: string;
  /** What there is to say and to do about them where they are looked at; `close` closes the card. */
  renderMore?: (close: () => void) => ReactNode;
}

/** Its child, an avatar or a name, opens a card of the person; from there the whole profile. */
export const ProfilePopover = ({ userId, children, ...options }: ProfilePopoverProps) => {
  const { data: profile } = useProfile(userId);
  // Somebody who left, or who is not known yet, has no card.
  if (!profile) return children;
  return (
    <KnownPopover profile={profile} {...options}>
      {children}
    </KnownPopover>
  );
};

type KnownPopoverProps = Omit<ProfilePopoverProps, 'userId'> & { profile: Profile };

const KnownPopover = ({
  profile,
  children,
  side = 'right',
  isPicture,
  isLine,
  name = profile.nickname,
  renderMore,
}: KnownPopoverProps) => {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [isOpen, setIsOpen] = useState(false);
  const [isFull, setIsFull] = useState(false);
  const close = () => setIsOpen(false);
  const trigger = {
    className: isLine ? styles.line : styles.trigger,
    'aria-label': isPicture ? t('profiles.open', { name }) : undefined,
    children,
  };
  const card = (
    <>
      <ProfileCard profile={profile} name={name} />
      <div className={styles.more}>
        {renderMore?.(close)}
        <Note profile={profile} />
        <Button
          variant="secondary"
          isWide
          onClick={() => {
            close();
            setIsFull(true);
          }}
        >
          {t('profiles.full')}
        </Button>
      </div>
    </>
  );
  const label = t('profiles.of', { name });
  return (
    <>
      {isPhone ? (
        <DialogPrimitive.Root open={isOpen} onOpenChange={setIsOpen}>
          <DialogPrimitive.Trigger {...trigger} />
          <DialogPrimitive.Portal>
            <DialogPrimitive.Overlay className={styles.overlay} />
            <DialogPrimitive.Content className={styles.sheet} aria-describedby={undefined}>
              <DialogPrimitive.Title className="visually-hidden">{label}</DialogPrimitive.Title>
              {card}
              <div className={styles.close}>
                <IconButton icon={X} label={t('common.close')} onClick={close} />
              </div>
            </DialogPrimitive.Content>
          </DialogPrimitive.Portal>
        </DialogPrimitive.Root>
      ) : (
        <Primitive.Root open={isOpen} onOpenChange={setIsOpen}>
          <Primitive.Trigger {...trigger} />
          <Primitive.Portal>
            <Primitive.Content
              className={styles.popover}
              side={side}
              align="start"
              sideOffset={8}
              collisionPadding={12}
              aria-label={label}
              // The card as such, not its first button, which would look chosen.
              onOpenAutoFocus={(event) => {
                event.preventDefault();
                // The event's target is the card.
                (event.currentTarget as HTMLElement | null)?.focus();
              }}
            >
              {card}
            </Primitive.Content>
          </Primitive.Portal>
        </Primitive.Root>
      )}
      {isFull ? <FullProfile profile={profile} onClose={() => setIsFull(false)} /> : null}
    </>
  );
};

const Note = ({ profile }: { profile: Profile }) => {
  const me = useMe();
  return me.userId === profile.userId ? null : <NoteField userId={userIdSchema.parse(profile.userId)} />;
};

const FullProfile = ({ profile, onClose }: { profile: Profile; onClose: () => void }) => {
  const { t } = useTranslation();
  return (
    <DialogPrimitive.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={styles.overlay} />
        <DialogPrimitive.Content className={styles.dialog} aria-describedby={undefined}>
          <DialogPrimitive.Title className="visually-hidden">
            {t('profiles.of', { name: profile.nickname })}
          </DialogPrimitive.Title>
          <ProfileCard profile={profile} isFull />
          <div className={styles.close}>
            <IconButton icon={X} label={t('common.close')} onClick={onClose} />
          </div>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
};
