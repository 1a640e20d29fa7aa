import { Check } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import { use, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceKind } from '../../model/devices/device-list';
import { PortalContext } from '../portal-context';
import styles from './device-menu.module.css';
import { useChoice } from './use-choice';

/** A menu of devices that its child opens: one group per kind. */
export const DeviceMenu = ({ kinds, children }: { kinds: readonly DeviceKind[]; children: ReactNode }) => (
  <Primitive.Root modal={false}>
    <Primitive.Trigger asChild>{children}</Primitive.Trigger>
    <Primitive.Portal container={use(PortalContext)}>
      <Primitive.Content className={styles.menu} side="top" sideOffset={8} collisionPadding={8}>
        {kinds.map((kind) => (
          <Devices key={kind} kind={kind} />
        ))}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);

const Devices = ({ kind }: { kind: DeviceKind }) => {
  const { t } = useTranslation();
  const { options, value, choose } = useChoice(kind);
  const label = t(`calls.devices.${kind}`);
  return (
    <Primitive.RadioGroup aria-label={label} className={styles.group} value={value} onValueChange={choose}>
      <Primitive.Label className={styles.title}>{label}</Primitive.Label>
      {options.map((option) => (
        <Primitive.RadioItem key={option.value} value={option.value} className={styles.item}>
          <span className={styles.name}>{option.label}</span>
          <Primitive.ItemIndicator className={styles.mark}>
            <Check size={18} strokeWidth={1.75} aria-hidden="true" />
          </Primitive.ItemIndicator>
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
};
