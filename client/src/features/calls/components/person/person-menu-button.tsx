import { SlidersHorizontal } from 'lucide-react';
import { Popover as Primitive } from 'radix-ui';
import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonActions } from '@/entities/person/components/person-contributions';
import { IconButton } from '@/shared/ui/icon-button';
import { Skeleton } from '@/shared/ui/skeleton';
import { useOpenCall } from '../call-context';
import { PortalContext } from '../portal-context';
import { PersonControls } from './person-controls';
import styles from './person-menu-button.module.css';

interface PersonMenuButtonProps {
  userId: string;
  /** Undefined until it is known. */
  name: string | undefined;
}

/** Opens what the viewer can do about one person of the call: sound, video, and moderation. */
export const PersonMenuButton = ({ userId, name }: PersonMenuButtonProps) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const label = name === undefined ? t('calls.room.menuUnnamed') : t('calls.room.menu', { name });
  return (
    <Primitive.Root open={isOpen} onOpenChange={setIsOpen}>
      <Primitive.Trigger asChild>
        <IconButton icon={SlidersHorizontal} label={label} />
      </Primitive.Trigger>
      <Primitive.Portal container={use(PortalContext)}>
        <Primitive.Content
          className={styles.popover}
          aria-label={label}
          align="end"
          sideOffset={6}
          collisionPadding={12}
        >
          <h3 className={styles.name} dir="auto">
            {name ?? <Skeleton width={72} />}
          </h3>
          <Controls userId={userId} />
          <Actions userId={userId} onAct={() => setIsOpen(false)} />
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
};

/** They disappear with the person. */
const Controls = ({ userId }: { userId: string }) => {
  const { snapshot } = useOpenCall();
  const remote = snapshot.remotes.find(({ member }) => member.userId === userId);
  return remote ? <PersonControls remote={remote} /> : null;
};

const Actions = ({ userId, onAct }: { userId: string; onAct: () => void }) => {
  const { t } = useTranslation();
  const { items } = usePersonActions(userId);
  if (items.length === 0) return null;
  return (
    <div className={styles.actions} role="group" aria-label={t('members.actions')}>
      {items.map(({ label, icon: Icon, isDanger, onSelect }) => (
        <button
          key={label}
          type="button"
          className={styles.action}
          data-danger={isDanger || undefined}
          onClick={() => {
            onAct();
            onSelect();
          }}
        >
          <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
          {label}
        </button>
      ))}
    </div>
  );
};
