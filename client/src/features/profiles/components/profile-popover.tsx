import type { Profile } from '@maru/contracts/http/user/profiles';
import { Dialog as DialogPrimitive, Popover as Primitive } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { useProfile } from '../api/use-profile';
import { ProfileCard } from './profile-card';
import styles from './profile-popover.module.css';

interface ProfilePopoverProps {
  userId: string;
  children: ReactNode;
  side?: 'right' | 'left';
  /** The child says nothing that could be read out: a picture. */
  isPicture?: boolean;
}

/** Its child, an avatar or a name, opens a card of the person; from there the whole profile. */
export const ProfilePopover = ({ userId, children, side = 'right', isPicture }: ProfilePopoverProps) => {
  const { t } = useTranslation();
  const { data: profile } = useProfile(userId);
  const [isFull, setIsFull] = useState(false);
  // Somebody who left, or who is not known yet, has no card.
  if (!profile) return children;
  return (
    <>
      <Primitive.Root>
        <Primitive.Trigger
          className={styles.trigger}
          aria-label={isPicture ? t('profiles.open', { name: profile.nickname }) : undefined}
        >
          {children}
        </Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            className={styles.popover}
            side={side}
            align="start"
            sideOffset={8}
            collisionPadding={12}
            aria-label={t('profiles.of', { name: profile.nickname })}
          >
            <ProfileCard profile={profile} />
            <div className={styles.more}>
              <Primitive.Close asChild>
                <Button variant="secondary" isWide onClick={() => setIsFull(true)}>
                  {t('profiles.full')}
                </Button>
              </Primitive.Close>
            </div>
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
      {isFull ? <FullProfile profile={profile} onClose={() => setIsFull(false)} /> : null}
    </>
  );
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
