import { DropdownMenu as Primitive } from 'radix-ui';
import { use, type ReactNode } from 'react';
import { FileText, Film, Wand2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ScreenPreset } from '../../model/local-media';
import { useOpenCall } from '../call-context';
import { PortalContext } from '../portal-context';
import styles from './share-menu.module.css';

const presets = [
  { preset: 'auto', icon: Wand2, label: 'calls.sharing.auto', text: 'calls.sharing.autoText' },
  { preset: 'text', icon: FileText, label: 'calls.sharing.text', text: 'calls.sharing.textText' },
  { preset: 'motion', icon: Film, label: 'calls.sharing.motion', text: 'calls.sharing.motionText' },
] as const;

/** Asks what the screen shows before the browser asks which screen. */
export const ShareMenu = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation();
  const { call } = useOpenCall();
  // Cancelling the browser's picker rejects; nothing has changed then.
  const share = (preset: ScreenPreset) => void call.setScreen(preset).catch(() => undefined);
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal container={use(PortalContext)}>
        <Primitive.Content className={styles.menu} side="top" sideOffset={8} collisionPadding={8}>
          <Primitive.Label className={styles.title}>{t('calls.sharing.title')}</Primitive.Label>
          {presets.map(({ preset, icon: Icon, label, text }) => (
            <Primitive.Item key={preset} className={styles.item} onSelect={() => share(preset)}>
              <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
              <span className={styles.words}>
                <span>{t(label)}</span>
                <span className={styles.text}>{t(text)}</span>
              </span>
            </Primitive.Item>
          ))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
};
