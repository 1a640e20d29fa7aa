import type { LucideIcon } from 'lucide-react';
import { ContextMenu as ContextPrimitive, DropdownMenu as Primitive } from 'radix-ui';
import { Fragment, type MouseEvent, type ReactNode } from 'react';
import styles from './menu.module.css';

export interface MenuItem {
  label: string;
  icon: LucideIcon;
  isDanger?: boolean;
  /** A line stands above it. */
  isApart?: boolean;
  onSelect: () => void;
}

const content = ({ label, icon: Icon }: MenuItem) => (
  <>
    <span>{label}</span>
    <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
  </>
);

const classOf = ({ isDanger }: MenuItem) => `${styles.item} ${isDanger ? styles.danger : ''}`;

interface MenuProps {
  items: MenuItem[];
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
}

/** A menu that its child opens; arrows, letters, Escape work as people know them. */
export const Menu = ({ items, children, align = 'end' }: MenuProps) => (
  <Primitive.Root modal={false}>
    <Primitive.Trigger asChild>{children}</Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Content className={styles.menu} sideOffset={6} align={align} collisionPadding={8}>
        {items.map((item) => (
          <Fragment key={item.label}>
            {item.isApart ? <Primitive.Separator className={styles.line} /> : null}
            <Primitive.Item className={classOf(item)} onSelect={item.onSelect}>
              {content(item)}
            </Primitive.Item>
          </Fragment>
        ))}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);

/** Links to elsewhere, marked words and fields have actions of their own, which only the browser's menu offers. */
const leaveToBrowser = (event: MouseEvent) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const selection = window.getSelection();
  const isOnSelection = selection?.isCollapsed === false && selection.containsNode(target, true);
  if (isOnSelection || target.closest('a[target="_blank"], input, textarea')) event.stopPropagation();
};

/** The same by right click or long press. */
export const ContextMenu = ({ items, children }: Omit<MenuProps, 'align'>) => (
  <ContextPrimitive.Root modal={false}>
    <ContextPrimitive.Trigger asChild onContextMenuCapture={leaveToBrowser}>
      {children}
    </ContextPrimitive.Trigger>
    <ContextPrimitive.Portal>
      <ContextPrimitive.Content className={styles.menu} collisionPadding={8}>
        {items.map((item) => (
          <Fragment key={item.label}>
            {item.isApart ? <ContextPrimitive.Separator className={styles.line} /> : null}
            <ContextPrimitive.Item className={classOf(item)} onSelect={item.onSelect}>
              {content(item)}
            </ContextPrimitive.Item>
          </Fragment>
        ))}
      </ContextPrimitive.Content>
    </ContextPrimitive.Portal>
  </ContextPrimitive.Root>
);
