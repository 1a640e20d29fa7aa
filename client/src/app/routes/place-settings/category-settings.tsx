import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { CategoryOverview } from '@/features/channels/components/settings/category-overview';
import { DeleteCategoryDialog } from '@/features/channels/components/delete-dialogs';
import { PlacePermissions } from '@/features/channels/components/settings/place-permissions';
import { accessIn } from '@/entities/channel/model/access';
import { paths } from '@/shared/config/paths';
import { PlaceSettings, type SettingsPlace } from './place-settings';

/** The settings of a category. */
export const Component = () => {
  const { t } = useTranslation();
  const { categoryId } = useParams();
  const find = (detail: ServerDetail): SettingsPlace | undefined => {
    const category = detail.categories.find((each) => each.categoryId === categoryId);
    if (!category) return undefined;
    return {
      ...accessIn(detail)(category.categoryId),
      name: category.name,
      pathTo: (section) => paths.categorySettings.to(category.serverId, category.categoryId, section),
      goneText: (name) => t('channels.category.gone', { name }),
      deleteLabel: t('channels.category.delete'),
      renderDelete: (onClose) => <DeleteCategoryDialog category={category} onClose={onClose} />,
      renderSection: (section) =>
        section === 'overview' ? (
          <CategoryOverview key={category.categoryId} category={category} />
        ) : (
          <PlacePermissions
            key={category.categoryId}
            detail={detail}
            place={{ kind: 'category', category }}
          />
        ),
    };
  };
  return <PlaceSettings find={find} />;
};
