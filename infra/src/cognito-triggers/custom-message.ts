import type { CustomMessageEvent } from './events.js';

interface Words {
  subject: string;
  title: string;
  text: string;
  ignore: string;
}

const words: Record<'ko' | 'en', Record<'signUp' | 'password', Words>> = {
  ko: {
    signUp: {
      subject: '[마루] 가입 인증 코드를 확인해 주세요',
      title: '이메일을 확인할게요',
      text: '아래 6자리 코드를 마루에 입력하면 가입이 끝나요. 코드는 24시간 동안 쓸 수 있어요.',
      ignore: '직접 요청하지 않았다면 이 메일을 무시해 주세요.',
    },
    password: {
      subject: '[마루] 비밀번호 재설정 코드',
      title: '비밀번호를 다시 정할게요',
      text: '아래 6자리 코드를 입력하고 새 비밀번호를 정해 주세요. 코드는 1시간 동안 쓸 수 있어요.',
      ignore: '직접 요청하지 않았다면 이 메일을 무시해 주세요. 비밀번호는 바뀌지 않아요.',
    },
  },
  en: {
    signUp: {
      subject: '[Maru] Your sign-up code',
      title: 'Confirm your email address',
      text: 'Enter this 6-digit code in Maru to finish signing up. It’s valid for 24 hours.',
      ignore: 'If you didn’t request this, you can ignore this email.',
    },
    password: {
      subject: '[Maru] Your password reset code',
      title: 'Choose a new password',
      text: 'Enter this 6-digit code and choose a new password. It’s valid for one hour.',
      ignore: 'If you didn’t request this, you can ignore this email. Your password stays the same.',
    },
  },
};

const page = (locale: 'ko' | 'en', { title, text, ignore }: Words, code: string) => `<!doctype html>
<html lang="${locale}"><head><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
<body style="margin:0;padding:32px 16px;background:#f6f1e8;font-family:-apple-system,'Apple SD Gothic Neo','Malgun Gothic',sans-serif;color:#2a251d">
<table role="presentation" width="100%" style="max-width:480px;margin:0 auto;background:#fffdf8;border-radius:16px;border:1px solid #e6dcc9"><tr><td style="padding:32px">
<p style="margin:0 0 24px;font-weight:700;color:#1f6b52">마루 Maru</p>
<h1 style="margin:0 0 12px;font-size:22px">${title}</h1>
<p style="margin:0 0 24px;line-height:1.6">${text}</p>
<p style="margin:0 0 24px;padding:16px;border-radius:12px;background:#f1ebdf;text-align:center;font-size:32px;font-weight:700;letter-spacing:8px;-webkit-user-select:all;user-select:all">${code}</p>
<p style="margin:0;font-size:13px;color:#6d6353">${ignore}</p>
</td></tr></table></body></html>`;

const kindOf = (triggerSource: string): 'signUp' | 'password' | undefined => {
  if (triggerSource === 'CustomMessage_SignUp' || triggerSource === 'CustomMessage_ResendCode')
    return 'signUp';
  return triggerSource === 'CustomMessage_ForgotPassword' ? 'password' : undefined;
};

/** Writes Cognito's code mails in the user's language (`clientMetadata.locale`); Cognito inserts the code. */
export const customMessage = async (event: CustomMessageEvent): Promise<CustomMessageEvent> => {
  const kind = kindOf(event.triggerSource);
  if (!kind) return event;
  const locale = event.request.clientMetadata?.locale === 'en' ? 'en' : 'ko';
  const chosen = words[locale][kind];
  const emailMessage = page(locale, chosen, event.request.codeParameter);
  event.response = { emailSubject: chosen.subject, emailMessage };
  return event;
};
