import type { Locale } from '@maru/contracts/primitives';
import type { MailWords } from '@maru/service-kit/mail/mail-page';

/** Values in the mail's text. Names are user-written and fit on one line. */
interface EmailInviteValues {
  serverName: string;
  /** Empty if the name is no longer known. */
  inviterName: string;
  /** Formatted in the recipient's language. */
  day: string;
}

interface EmailInviteWords {
  mail(values: EmailInviteValues): MailWords;
  join: string;
  unsubscribe: string;
}

export const emailInviteWords: Record<Locale, EmailInviteWords> = {
  ko: {
    mail: ({ serverName, inviterName, day }) => ({
      subject: inviterName
        ? `[마루] ${inviterName}님이 ${serverName} 서버에 초대했어요`
        : `[마루] ${serverName} 서버에 초대받았어요`,
      title: `${serverName} 서버에 초대받았어요`,
      text: `${inviterName ? `${inviterName}님이 마루의 ${serverName} 서버에 초대했어요. ` : ''}${day}까지 들어올 수 있어요.\n이 이메일 주소를 쓰는 계정만 받을 수 있는 초대예요.`,
      aside: '모르는 사람이 보냈다면 무시해도 괜찮아요. 아무 일도 일어나지 않아요.',
    }),
    join: '초대 확인하기',
    unsubscribe: '초대 메일 그만 받기',
  },
  en: {
    mail: ({ serverName, inviterName, day }) => ({
      subject: inviterName
        ? `[Maru] ${inviterName} invited you to ${serverName}`
        : `[Maru] You’re invited to ${serverName}`,
      title: `You’re invited to ${serverName}`,
      text: `${inviterName ? `${inviterName} invited you to join ${serverName} on Maru. ` : ''}You can join until ${day}.\nOnly the account that uses this email address can accept it.`,
      aside: 'If you don’t know the sender, you can ignore this email. Nothing will happen.',
    }),
    join: 'View the invite',
    unsubscribe: 'Unsubscribe from invites',
  },
};
