import type { Plan } from '@maru/contracts/membership';
import type { PaymentMethod } from '@maru/contracts/http/user/membership';
import type { BillingCard } from '@maru/contracts/http/user/subscription';
import { useTranslation } from 'react-i18next';
import '../i18n/words';
import { issuerOf } from '../model/issuers';
import { formatFirstDay, formatLastDay } from './korean-format';

const methods = { 카드: 'card', 간편결제: 'easyPay', 계좌이체: 'transfer' } as const;

const isKnown = (name: string): name is keyof typeof methods => Object.hasOwn(methods, name);

/** The names of plans, spans, methods and cards in the reader's language. */
export const usePlanWords = () => {
  const { t } = useTranslation();
  const nameOf = (plan: Plan) => t(`membership.names.${plan}`);
  const numbered = (method: string, last4: string | null) =>
    last4 ? t('membership.methods.withNumber', { method, last4 }) : method;
  const methodOf = ({ name, last4 }: PaymentMethod) =>
    numbered(t(`membership.methods.${isKnown(name) ? methods[name] : 'other'}`), last4);
  const cardOf = ({ issuerCode, last4 }: BillingCard) => {
    const issuer = issuerOf(issuerCode);
    return numbered(issuer ? t(`subscription.issuers.${issuer}`) : t('membership.methods.card'), last4);
  };
  const spanOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) =>
    t('membership.span', { from: formatFirstDay(startsAt), to: formatLastDay(endsAt) });
  return { nameOf, methodOf, cardOf, spanOf };
};
