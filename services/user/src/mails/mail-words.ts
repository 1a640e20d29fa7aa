import type { Locale } from '@maru/contracts/primitives';
import type { MailWords } from '@maru/service-kit/mail/mail-page';

/** Variables of a mail; all values come from contracts or our own database. */
export interface MailValues {
  nickname: string;
  /** The name of a provider or a device. */
  what: string;
  /** A date, already formatted in the recipient's language. */
  day: string;
  email: string;
}

export type NoticeKind =
  | 'taken-address'
  | 'identity-linked'
  | 'identity-unlinked'
  | 'password-changed'
  | 'email-changed'
  | 'refresh-token-replayed'
  | 'two-factor-on'
  | 'two-factor-off'
  | 'recovery-code-used'
  | 'deletion-scheduled'
  | 'erased';

export type CodeKind = 'prove-address' | 'step-up' | 'change-email' | 'reset-password';

type Words = (values: MailValues) => MailWords;

const notYou = {
  ko: '직접 하지 않았다면 바로 비밀번호를 바꾸고, 설정의 보안에서 모르는 기기를 로그아웃해 주세요.',
  en: 'If this wasn’t you, change your password right away and sign out any devices you don’t recognize under Settings → Security.',
};
const ignore = {
  ko: '직접 요청하지 않았다면 이 메일을 무시해 주세요. 아무것도 바뀌지 않아요.',
  en: 'If you didn’t request this, you can ignore this email. Nothing will change.',
};

const ko: Record<NoticeKind | CodeKind, Words> = {
  'taken-address': () => ({
    subject: '[마루] 이미 쓰고 있는 이메일이에요',
    title: '이미 계정이 있어요',
    text: '이 이메일로 새로 가입하거나 이메일을 바꾸려는 요청이 있었어요. 이미 계정이 있으니 로그인해 주세요.',
    aside: '직접 요청하지 않았다면 무시해도 괜찮아요. 계정은 그대로예요.',
  }),
  'identity-linked': ({ nickname, what }) => ({
    subject: `[마루] ${what} 계정이 연결됐어요`,
    title: `${what} 계정이 연결됐어요`,
    text: `${nickname}님, 이제 ${what} 계정으로도 로그인할 수 있어요.`,
    aside: notYou.ko,
  }),
  'identity-unlinked': ({ nickname, what }) => ({
    subject: `[마루] ${what} 계정 연결이 끊어졌어요`,
    title: `${what} 계정 연결을 끊었어요`,
    text: `${nickname}님, 이제 ${what} 계정으로는 로그인할 수 없어요.`,
    aside: notYou.ko,
  }),
  'password-changed': ({ nickname }) => ({
    subject: '[마루] 비밀번호가 바뀌었어요',
    title: '비밀번호가 바뀌었어요',
    text: `${nickname}님, 비밀번호가 바뀌어서 다른 기기에서는 로그아웃됐어요.`,
    aside: '직접 하지 않았다면 로그인 화면의 ‘비밀번호를 잊었나요?’로 바로 다시 정해 주세요.',
  }),
  'email-changed': ({ nickname, email }) => ({
    subject: '[마루] 이메일이 바뀌었어요',
    title: '로그인 이메일이 바뀌었어요',
    text: `${nickname}님의 로그인 이메일이 ${email} 주소로 바뀌었어요. 이제 이 주소로는 로그인할 수 없어요.`,
    aside: '직접 하지 않았다면 고객센터에 바로 알려 주세요.',
  }),
  'refresh-token-replayed': ({ nickname, what }) => ({
    subject: '[마루] 로그인이 복사된 것 같아 로그아웃했어요',
    title: '한 기기에서 로그아웃했어요',
    text: `${nickname}님, ${what}의 로그인 정보가 다른 곳에서 다시 쓰여서 안전하게 로그아웃했어요. 다시 로그인하면 계속 쓸 수 있어요.`,
    aside: notYou.ko,
  }),
  'two-factor-on': ({ nickname }) => ({
    subject: '[마루] 2단계 인증을 켰어요',
    title: '2단계 인증이 켜졌어요',
    text: `${nickname}님, 이제 로그인할 때 인증 앱의 코드가 필요해요. 복구 코드를 안전한 곳에 보관해 주세요.`,
    aside: notYou.ko,
  }),
  'two-factor-off': ({ nickname }) => ({
    subject: '[마루] 2단계 인증을 껐어요',
    title: '2단계 인증이 꺼졌어요',
    text: `${nickname}님, 이제 로그인할 때 인증 앱의 코드를 묻지 않아요.`,
    aside: notYou.ko,
  }),
  'recovery-code-used': ({ nickname }) => ({
    subject: '[마루] 복구 코드를 썼어요',
    title: '복구 코드로 인증했어요',
    text: `${nickname}님, 복구 코드 하나를 썼어요. 쓴 코드는 다시 쓸 수 없어요.`,
    aside: notYou.ko,
  }),
  'deletion-scheduled': ({ nickname, day }) => ({
    subject: '[마루] 탈퇴를 신청했어요',
    title: '7일 뒤에 계정이 지워져요',
    text: `${nickname}님의 계정은 ${day}에 지워져요. 그 전에 로그인하면 계정을 되살릴 수 있어요.`,
    aside: notYou.ko,
  }),
  erased: ({ nickname }) => ({
    subject: '[마루] 계정이 지워졌어요',
    title: '그동안 고마웠어요',
    text: `${nickname}님의 계정과 개인 정보를 모두 지웠어요. 남긴 메시지는 ‘탈퇴한 사용자’로 보여요.`,
  }),
  'prove-address': () => ({
    subject: '[마루] 이메일 확인 코드',
    title: '이메일을 확인할게요',
    text: '아래 6자리 코드를 마루에 입력해 주세요. 코드는 10분 동안 쓸 수 있어요.',
    aside: ignore.ko,
  }),
  'step-up': ({ nickname }) => ({
    subject: '[마루] 본인 확인 코드',
    title: '본인인지 확인할게요',
    text: `${nickname}님, 중요한 설정을 바꾸려면 아래 6자리 코드를 입력해 주세요. 코드는 10분 동안 쓸 수 있어요.`,
    aside: notYou.ko,
  }),
  'reset-password': () => ({
    subject: '[마루] 비밀번호 재설정 코드',
    title: '비밀번호를 다시 정해요',
    text: '아래 6자리 코드를 입력하고 새 비밀번호를 정해 주세요. 코드는 10분 동안 쓸 수 있어요.',
    aside: ignore.ko,
  }),
  'change-email': ({ nickname }) => ({
    subject: '[마루] 새 이메일 확인 코드',
    title: '새 이메일을 확인할게요',
    text: `${nickname}님, 로그인 이메일을 이 주소로 바꾸려면 아래 6자리 코드를 입력해 주세요. 코드는 10분 동안 쓸 수 있어요.`,
    aside: ignore.ko,
  }),
};

const en: Record<NoticeKind | CodeKind, Words> = {
  'taken-address': () => ({
    subject: '[Maru] You already have an account',
    title: 'You already have an account',
    text: 'Someone tried to sign up with this email address or to switch their account to it. You already have an account, so you can simply sign in.',
    aside: 'If this wasn’t you, you can ignore this email. Your account hasn’t changed.',
  }),
  'identity-linked': ({ nickname, what }) => ({
    subject: `[Maru] ${what} was linked`,
    title: `Your ${what} account was linked`,
    text: `${nickname}, you can now also sign in with ${what}.`,
    aside: notYou.en,
  }),
  'identity-unlinked': ({ nickname, what }) => ({
    subject: `[Maru] ${what} was unlinked`,
    title: `Your ${what} account was unlinked`,
    text: `${nickname}, you can no longer sign in with ${what}.`,
    aside: notYou.en,
  }),
  'password-changed': ({ nickname }) => ({
    subject: '[Maru] Your password was changed',
    title: 'Your password was changed',
    text: `${nickname}, your password was changed and your other devices were signed out.`,
    aside:
      'If this wasn’t you, reset your password right away with “Forgot your password?” on the sign-in page.',
  }),
  'email-changed': ({ nickname, email }) => ({
    subject: '[Maru] Your email address was changed',
    title: 'Your sign-in email was changed',
    text: `${nickname}, your sign-in email is now ${email}. You can no longer sign in with this address.`,
    aside: 'If this wasn’t you, contact support right away.',
  }),
  'refresh-token-replayed': ({ nickname, what }) => ({
    subject: '[Maru] We ended a suspicious session',
    title: 'One device was signed out',
    text: `${nickname}, your session on ${what} was also used from somewhere else, so we ended it to keep your account safe. Sign in again to continue.`,
    aside: notYou.en,
  }),
  'two-factor-on': ({ nickname }) => ({
    subject: '[Maru] Two-factor authentication is on',
    title: 'Two-factor authentication is on',
    text: `${nickname}, signing in now requires a code from your authenticator app. Keep your recovery codes in a safe place.`,
    aside: notYou.en,
  }),
  'two-factor-off': ({ nickname }) => ({
    subject: '[Maru] Two-factor authentication is off',
    title: 'Two-factor authentication is off',
    text: `${nickname}, signing in no longer requires a code from your authenticator app.`,
    aside: notYou.en,
  }),
  'recovery-code-used': ({ nickname }) => ({
    subject: '[Maru] A recovery code was used',
    title: 'A recovery code was used',
    text: `${nickname}, one of your recovery codes was used. It won’t work again.`,
    aside: notYou.en,
  }),
  'deletion-scheduled': ({ nickname, day }) => ({
    subject: '[Maru] Your account is scheduled for deletion',
    title: 'Your account will be erased in seven days',
    text: `${nickname}, your account will be erased on ${day}. Sign in before then to keep it.`,
    aside: notYou.en,
  }),
  erased: ({ nickname }) => ({
    subject: '[Maru] Your account has been erased',
    title: 'Thank you for being part of Maru',
    text: `${nickname}, your account and personal data have been erased. Your messages remain, shown as from a “Deleted user”.`,
  }),
  'prove-address': () => ({
    subject: '[Maru] Your confirmation code',
    title: 'Confirm your email address',
    text: 'Enter this 6-digit code in Maru. It’s valid for ten minutes.',
    aside: ignore.en,
  }),
  'step-up': ({ nickname }) => ({
    subject: '[Maru] Your code',
    title: 'Confirm it’s you',
    text: `${nickname}, enter this 6-digit code to change an important setting. It’s valid for ten minutes.`,
    aside: notYou.en,
  }),
  'reset-password': () => ({
    subject: '[Maru] Your password reset code',
    title: 'Choose a new password',
    text: 'Enter this 6-digit code and choose a new password. The code works for ten minutes.',
    aside: ignore.en,
  }),
  'change-email': ({ nickname }) => ({
    subject: '[Maru] Confirm your new email address',
    title: 'Confirm your new email address',
    text: `${nickname}, enter this 6-digit code to make this your sign-in email. It’s valid for ten minutes.`,
    aside: ignore.en,
  }),
};

export const mailWords: Record<Locale, Record<NoticeKind | CodeKind, Words>> = { ko, en };

/** Provider names in each language. */
export const providerNames = {
  ko: { google: 'Google', kakao: '카카오' },
  en: { google: 'Google', kakao: 'Kakao' },
} as const;
