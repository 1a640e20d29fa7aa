import type { OrderNotice } from '../../platform/jobs.js';
import type { PaidPlan } from '@maru/contracts/membership';
import type { Locale } from '@maru/contracts/primitives';
import type { MailWords } from '@maru/service-kit/mail/mail-page';

export interface OrderMailValues {
  plan: PaidPlan;
  /** Won. */
  amount: number;
  refunded: number;
  /** The day of the month on which the periods of a subscription begin. */
  anchorDay: number;
  /** The first and the last day, already formatted. */
  firstDay: string;
  lastDay: string;
}

type Words = (values: OrderMailValues) => MailWords;

const won = (amount: number): string => amount.toLocaleString('ko-KR');

/** Some months have no 29th, 30th or 31st. */
const isInEachMonth = (day: number): boolean => day <= 28;

const koreanChargeDay = (day: number): string =>
  `매월 ${day}일에 결제해요.${isInEachMonth(day) ? '' : ` ${day}일이 없으면 말일에 결제해요.`}`;

const englishChargeDay = (day: number): string =>
  `We charge your card on day ${day} of each month${isInEachMonth(day) ? '' : ', or on the last day of a shorter one'}.`;

export const orderMailWords: Record<Locale, Record<OrderNotice, Words>> = {
  ko: {
    paid: ({ plan, amount, firstDay, lastDay }) => ({
      subject: `[마루] ${plan.toUpperCase()} 멤버십 한 달을 결제했어요`,
      title: '결제했어요. 고마워요',
      text: `${plan.toUpperCase()} 멤버십 한 달\n결제 금액: ${won(amount)}원(부가세 포함)\n이용 기간: ${firstDay}부터 ${lastDay}까지`,
      aside:
        '자동으로 다시 결제하지 않아요. 7일 안이고 쓰지 않았으면 전액, 아니면 남은 날만큼 설정의 멤버십에서 환불할 수 있어요.',
    }),
    subscribed: ({ plan, amount, anchorDay, firstDay, lastDay }) => ({
      subject: `[마루] ${plan.toUpperCase()} 멤버십 구독을 시작했어요`,
      title: '구독을 시작했어요. 고마워요',
      text: `${plan.toUpperCase()} 멤버십 정기결제\n월 ${won(amount)}원(부가세 포함)\n첫 이용 기간: ${firstDay}부터 ${lastDay}까지\n${koreanChargeDay(anchorDay)} 7일 전에 메일로 알려요.`,
      aside:
        '설정의 멤버십에서 언제든 해지할 수 있어요. 해지하면 결제한 기간까지 쓰거나, 지금 끝내고 환불받을 수 있어요. 7일 안이고 쓰지 않았으면 전액, 아니면 남은 날만큼 환불해요.',
    }),
    renewed: ({ plan, amount, firstDay, lastDay }) => ({
      subject: `[마루] ${plan.toUpperCase()} 멤버십을 결제했어요`,
      title: '다음 기간을 결제했어요',
      text: `${plan.toUpperCase()} 멤버십 정기결제\n결제 금액: ${won(amount)}원(부가세 포함)\n이용 기간: ${firstDay}부터 ${lastDay}까지`,
      aside: '설정의 멤버십에서 언제든 해지할 수 있어요.',
    }),
    upgraded: ({ plan, amount, lastDay }) => ({
      subject: `[마루] ${plan.toUpperCase()} 멤버십으로 바꿨어요`,
      title: `${plan.toUpperCase()} 멤버십으로 바꿨어요`,
      text: `이번 기간의 남은 날만큼 차액을 결제했어요.\n결제 금액: ${won(amount)}원(부가세 포함)\n${lastDay}까지의 금액이고, 그 뒤에는 매월 ${plan.toUpperCase()} 가격을 결제해요.`,
    }),
    refunded: ({ plan, refunded }) => ({
      subject: '[마루] 환불했어요',
      title: '환불했어요',
      text: `${plan.toUpperCase()} 멤버십 한 달\n지금까지 환불한 금액: ${won(refunded)}원\n카드사에 따라 며칠 뒤에 보일 수 있어요.`,
    }),
    expired: ({ plan }) => ({
      subject: '[마루] 결제가 끝나지 않았어요',
      title: '돈은 빠져나가지 않았어요',
      text: `${plan.toUpperCase()} 멤버십 한 달의 결제가 시간 안에 끝나지 않아서 주문을 닫았어요. 원하면 다시 결제할 수 있어요.`,
    }),
  },
  en: {
    paid: ({ plan, amount, firstDay, lastDay }) => ({
      subject: `[Maru] You bought one month of ${plan.toUpperCase()} membership`,
      title: 'Thank you for your payment',
      text: `${plan.toUpperCase()} membership, one month\nAmount: ₩${won(amount)}, VAT included\nFrom ${firstDay} to ${lastDay}`,
      aside:
        'This payment does not renew. You can get a refund under Settings → Membership: in full within seven days if you haven’t used it, otherwise for the days that are left.',
    }),
    subscribed: ({ plan, amount, anchorDay, firstDay, lastDay }) => ({
      subject: `[Maru] Your ${plan.toUpperCase()} subscription has begun`,
      title: 'Thank you for subscribing',
      text: `${plan.toUpperCase()} membership, charged automatically\n₩${won(amount)} a month, VAT included\nFirst period: from ${firstDay} to ${lastDay}\n${englishChargeDay(anchorDay)} We mail you seven days before.`,
      aside:
        'You can cancel at any time under Settings → Membership: keep the paid period, or end it now with a refund. The refund is in full within seven days if you haven’t used it, otherwise for the days that are left.',
    }),
    renewed: ({ plan, amount, firstDay, lastDay }) => ({
      subject: `[Maru] We charged your ${plan.toUpperCase()} membership`,
      title: 'Your membership was renewed',
      text: `${plan.toUpperCase()} membership, charged automatically\nAmount: ₩${won(amount)}, VAT included\nFrom ${firstDay} to ${lastDay}`,
      aside: 'You can cancel at any time under Settings → Membership.',
    }),
    upgraded: ({ plan, amount, lastDay }) => ({
      subject: `[Maru] You changed to ${plan.toUpperCase()}`,
      title: `You changed to ${plan.toUpperCase()}`,
      text: `We charged the difference for the rest of this period.\nAmount: ₩${won(amount)}, VAT included\nIt pays until ${lastDay}; from then on the price of ${plan.toUpperCase()} is charged each month.`,
    }),
    refunded: ({ plan, refunded }) => ({
      subject: '[Maru] Your refund is on its way',
      title: 'We refunded your payment',
      text: `${plan.toUpperCase()} membership, one month\nRefunded so far: ₩${won(refunded)}\nDepending on your card issuer, it may take a few days to appear.`,
    }),
    expired: ({ plan }) => ({
      subject: '[Maru] Your payment was not completed',
      title: 'You were not charged',
      text: `The payment for one month of ${plan.toUpperCase()} membership was not completed in time, so we closed the order. You can pay again if you like.`,
    }),
  },
};
