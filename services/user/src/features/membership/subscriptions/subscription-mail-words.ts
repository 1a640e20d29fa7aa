import type { PaidPlan } from '@maru/contracts/membership';
import type { Locale } from '@maru/contracts/primitives';
import type { MailWords } from '@maru/service-kit/mail/mail-page';
import type { SubscriptionNotice } from '../../../platform/jobs.js';

export interface SubscriptionMailValues {
  plan: PaidPlan;
  /** The next charge, in won. */
  amount: number;
  /** The day of the next charge, and the last day of the perks, already formatted. */
  chargeDay: string;
  lastDay: string;
}

type Words = (values: SubscriptionMailValues) => MailWords;

const won = (amount: number): string => amount.toLocaleString('ko-KR');

export const subscriptionMailWords: Record<Locale, Record<SubscriptionNotice, Words>> = {
  ko: {
    'renewal-ahead': ({ plan, amount, chargeDay }) => ({
      subject: `[마루] ${chargeDay}에 ${won(amount)}원을 결제해요`,
      title: `${chargeDay}에 ${won(amount)}원을 결제해요`,
      text: `${plan.toUpperCase()} 멤버십의 다음 결제예요(부가세 포함).\n계속하지 않으려면 그 전에 설정의 멤버십에서 구독을 해지하세요.`,
    }),
    'charge-failed': ({ plan, amount, lastDay }) => ({
      subject: `[마루] 결제하지 못했어요. ${lastDay}까지 쓸 수 있어요`,
      title: '결제하지 못했어요',
      text: `${plan.toUpperCase()} 멤버십 ${won(amount)}원을 결제하지 못했어요. ${lastDay}까지 쓸 수 있어요.\n그때까지 하루에 한 번 다시 결제해 보고, 카드를 바꾸면 바로 결제해요.`,
    }),
    cancelled: ({ plan, lastDay }) => ({
      subject: '[마루] 구독을 해지했어요',
      title: '구독을 해지했어요',
      text: `더 이상 결제하지 않아요. ${plan.toUpperCase()} 멤버십은 ${lastDay}까지 쓸 수 있고, 그 전에는 해지를 취소할 수 있어요.`,
    }),
    ended: ({ plan }) => ({
      subject: '[마루] 구독이 끝났어요',
      title: '구독이 끝났어요',
      text: `${plan.toUpperCase()} 멤버십의 정기결제가 끝났어요. 등록한 카드는 지워요. 원하면 언제든 다시 구독할 수 있어요.`,
    }),
  },
  en: {
    'renewal-ahead': ({ plan, amount, chargeDay }) => ({
      subject: `[Maru] We will charge ₩${won(amount)} on ${chargeDay}`,
      title: `We will charge ₩${won(amount)} on ${chargeDay}`,
      text: `This is the next payment for your ${plan.toUpperCase()} membership, VAT included.\nIf you don’t want to continue, cancel the subscription under Settings → Membership before that day.`,
    }),
    'charge-failed': ({ plan, amount, lastDay }) => ({
      subject: `[Maru] Your payment failed; your membership lasts until ${lastDay}`,
      title: 'We could not charge your card',
      text: `We could not charge ₩${won(amount)} for your ${plan.toUpperCase()} membership. It lasts until ${lastDay}.\nUntil then we try once a day, and at once when you register another card.`,
    }),
    cancelled: ({ plan, lastDay }) => ({
      subject: '[Maru] You cancelled your subscription',
      title: 'You cancelled your subscription',
      text: `We will not charge your card again. Your ${plan.toUpperCase()} membership lasts until ${lastDay}, and until then you can take the cancellation back.`,
    }),
    ended: ({ plan }) => ({
      subject: '[Maru] Your subscription has ended',
      title: 'Your subscription has ended',
      text: `The automatic payments for your ${plan.toUpperCase()} membership have ended, and we delete your card. You can subscribe again at any time.`,
    }),
  },
};
