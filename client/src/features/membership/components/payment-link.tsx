import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { buttonClass } from '@/shared/ui/button';

interface PaymentLinkProps {
  to: string;
  text: string;
  /** The accessible name, if the text alone is not clear; it contains the text. */
  label?: string;
  variant?: 'primary' | 'secondary';
  isWide?: boolean;
  /** The page opens in a tab of its own, so that the call goes on. */
  isInCall: boolean;
}

/** Leads from the settings to a page of payment, in a document of its own. */
export const PaymentLink = ({
  to,
  text,
  label = text,
  variant = 'primary',
  isWide,
  isInCall,
}: PaymentLinkProps) => {
  const { t } = useTranslation();
  return (
    <Link
      to={to}
      reloadDocument
      className={buttonClass({ variant, isWide })}
      aria-label={isInCall ? `${label} ${t('membership.inNewTab')}` : label}
      {...(isInCall ? { target: '_blank', rel: 'noreferrer' } : {})}
    >
      {text}
    </Link>
  );
};
