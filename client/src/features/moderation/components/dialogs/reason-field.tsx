import { limits } from '@maru/contracts/limits';
import { useTranslation } from 'react-i18next';
import { TextArea } from '@/shared/ui/text-field';

interface ReasonFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** The reason of a moderation action. Only moderators read it, in the audit log. */
export const ReasonField = ({ value, onChange }: ReasonFieldProps) => {
  const { t } = useTranslation();
  return (
    <TextArea
      label={t('moderation.reason')}
      hint={t('moderation.reasonHint')}
      placeholder={t('moderation.reasonPlaceholder')}
      data-optional
      rows={2}
      maxLength={limits.reason.max}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
};
