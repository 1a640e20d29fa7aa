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
import { useProfile } from '../api/profiles';
import { usePerson } from '../api/use-person';
import { NoteField } from './note-field';
import { PersonInServer } from './person-in-server';
import styles from './person-popover.module.css';
import { ProfileCard } from './profile-card';

interface PersonPopoverProps {
  userId: string;
  children: ReactNode;
  side?: 'right' | 'left';
  /** The child is a picture, without text for screen readers. */
  isPicture?: boolean;
  /** The child is a whole line of a list, not inline text. */
  isLine?: boolean;
}

/** Makes its child, a picture or a name, open the person's card, which leads to the full profile. */
export const PersonPopover = ({ userId, children, ...options }: PersonPopoverProps) => {
  const { data: profile } = useProfile(userId);
  // Deleted accounts, and people whose profile is still loading, have no card.
  if (!profile) return children;
  return (
    <KnownPopover profile={profile} {...options}>
      {children}
    </KnownPopover>
  );
};

type KnownPopoverProps = Omit<PersonPopoverProps, 'userId'> & { profile: Profile };

const KnownPopover = ({ profile, children, side = 'right', isPicture, isLine }: KnownPopoverProps) => {
  const { t } = useTranslation();
  const person = usePerson(profile.userId);
  const name = person.isPending ? profile.nickname : person.name;
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
        <PersonInServer userId={userIdSchema.parse(profile.userId)} onAct={close} />
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
              // Focus the card itself: a focused first button would look selected.
              onOpenAutoFocus={(event) => {
                event.preventDefault();
                // The event's current target is the card.
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
