import { useTranslation } from 'react-i18next';
import { JumpPill } from '@/shared/ui/jump-pill';

interface JumpToPresentProps {
  newCount: number;
  onJump: () => void;
}

/** The way back to the end, with how much is waiting there. */
export const JumpToPresent = ({ newCount, onJump }: JumpToPresentProps) => {
  const { t } = useTranslation();
  return (
    <JumpPill onJump={onJump}>
      {newCount > 0 ? t('messages.toPresentCount', { count: newCount }) : t('messages.toPresent')}
    </JumpPill>
  );
};
