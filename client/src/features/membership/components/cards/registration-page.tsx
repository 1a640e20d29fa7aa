import type { RegistrationId } from '@maru/contracts/http/user/subscription';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, type ApiErrorCode } from '@/shared/api/api-error';
import { errorWords } from '@/shared/errors/error-words';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { HouseDrawing, StateView } from '@/shared/ui/state-view';
import { useRegistration } from '../../api/use-registration';
import '../../i18n/words';
import { cardPurposes, returnedAuthKeys, type CardPurpose } from '../../model/card-windows';
import type { ReturnedBy } from '../../model/order-view';
import { registrationViewOf, type Registration } from '../../model/registration-view';
import { problemOf } from '../problem';
import styles from '../results/result.module.css';
import { SettingsLink } from '../results/settings-link';
import { UnknownResult } from '../results/unknown-result';
import { RegistrationStatement, RegistrationSteps } from './registration-result';

interface RegistrationPageProps {
  registrationId: RegistrationId;
  returnedBy: ReturnedBy;
  /** Shown for a registration that does not exist, or is another person's. */
  notFound: ReactNode;
}

/** Refusals that no second question changes. */
const finalCodes: readonly ApiErrorCode[] = ['ALREADY_SUBSCRIBED', 'NOT_SUBSCRIBED', 'ACCOUNT_DEPARTING'];

/** The page that the window for a card returns to: registers the card, and says how its charge has ended. */
export const RegistrationPage = ({ registrationId, returnedBy, notFound }: RegistrationPageProps) => {
  const { t } = useTranslation();
  const authKey = returnedBy.result === 'success' ? returnedAuthKeys.find(registrationId) : undefined;
  const query = useRegistration(registrationId, authKey);
  const { data, error, refetch, isOverdue } = query;
  const problem = authKey ? problemOf(query) : undefined;
  const view = registrationViewOf({ returnedBy, hasKey: authKey !== undefined, registration: data });
  useDocumentTitle(t('subscription.registration.title'));
  if (codeOf(error) === 'NOT_FOUND') return notFound;
  if (problem && finalCodes.includes(codeOf(problem))) return <Refused error={problem} />;
  if (problem) return <UnknownResult error={problem} onRetry={() => void refetch()} />;
  const order = data?.order ?? undefined;
  const isWaiting = view.kind === 'working' || view.kind === 'confirming';
  return (
    <div className={styles.page}>
      {/* One region for all states: a new one would not be read out. */}
      <div role="status">
        <RegistrationStatement view={view} order={order} isOverdue={isOverdue} />
      </div>
      {isWaiting && !isOverdue ? null : (
        <RegistrationSteps view={view} order={order} purpose={purposeOf(registrationId, data)} />
      )}
    </div>
  );
};

/** The service knows it best; a window that has failed leaves only the memory of this tab. */
const purposeOf = (
  registrationId: RegistrationId,
  registration: Registration | undefined,
): CardPurpose | undefined => {
  if (registration?.purpose === 'change') return { plan: null };
  if (registration?.order) return { plan: registration.order.plan };
  return cardPurposes.find(registrationId);
};

const Refused = ({ error }: { error: Error }) => {
  const { t } = useTranslation();
  return (
    <StateView
      drawing={<HouseDrawing />}
      title={t('subscription.registration.refused')}
      text={errorWords(t, error)}
      action={<SettingsLink />}
    />
  );
};
