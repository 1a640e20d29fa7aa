import { MoreHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/shared/ui/icon-button';
import { Menu } from '@/shared/ui/menu';
import { usePerson } from '../api/use-person';
import { usePersonActions } from './person-contributions';

/** A button that opens a person's menu; absent while the menu is empty. */
export const PersonMenu = ({ userId }: { userId: string }) => {
  const { t } = useTranslation();
  const { name } = usePerson(userId);
  const { items } = usePersonActions(userId);
  if (items.length === 0) return null;
  return (
    <Menu items={items}>
      <IconButton icon={MoreHorizontal} label={t('members.table.menu', { name })} />
    </Menu>
  );
};
