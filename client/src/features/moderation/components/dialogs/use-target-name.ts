import { useTranslation } from 'react-i18next';
import type { Target } from '../../model/target';

/** Names the targets of a dialog: `지민님`, or `3명`. */
export const useTargetName = (targets: readonly Target[]): string => {
  const { t } = useTranslation();
  const [first] = targets;
  return targets.length === 1 && first
    ? t('moderation.one', { name: first.name })
    : t('moderation.several', { count: targets.length });
};
