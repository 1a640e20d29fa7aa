import type { Locale } from '@maru/contracts/primitives';

const words: Record<Locale, { subject: string; text: (origin: string) => string }> = {
  ko: {
    subject: '[마루] 이미 가입된 이메일이에요',
    text: (origin) =>
      `안녕하세요, 마루예요.\n\n이 이메일로 새로 가입하려는 요청이 있었어요. 이미 계정이 있으니 로그인해 주세요.\n${origin}/sign-in\n\n직접 요청하지 않았다면 이 메일을 무시해도 괜찮아요. 계정은 그대로예요.`,
  },
  en: {
    subject: '[Maru] You already have an account',
    text: (origin) =>
      `Hello from Maru.\n\nSomebody tried to sign up with this address. You already have an account, so just sign in:\n${origin}/sign-in\n\nIf it was not you, ignore this mail. Your account is unchanged.`,
  },
};

/** Tells the owner of a taken address, since the page tells nobody. */
export const takenAddressMail = (locale: Locale, origin: string) => ({
  subject: words[locale].subject,
  text: words[locale].text(origin),
});
