import { emailInviteRoutes } from '@maru/contracts/http/chat/email-invites';
import type { Locale } from '@maru/contracts/primitives';
import { renderMail } from '@maru/service-kit/mail/mail-page';
import type { Mail } from '@maru/service-kit/mail/mailer';
import { emailInviteWords } from './mail-words.js';

interface EmailInviteMail {
  locale: Locale;
  serverName: string;
  inviterName: string;
  expiresAt: Date;
  publicOrigin: string;
  token: string;
}

const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes a user-written name fit for one of our sentences: on one line, with its writing direction isolated (FSI to PDI, without bidi marks
 * of its own), and without links that mail programs detect (word joiners follow the characters that links need).
 */
export const quotedName = (name: string): string => {
  const line = name
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(directionMarks, '')
    .trim();
  return line && `\u2068${line.replace(/[.:/@](?=\S)/g, '$&\u2060')}\u2069`;
};

export const emailInviteMail = (invite: EmailInviteMail): Omit<Mail, 'to'> => {
  const { locale, publicOrigin, token } = invite;
  const words = emailInviteWords[locale];
  const page = `${publicOrigin}/invite/mail/${token}`;
  const unsubscribe = emailInviteRoutes.unsubscribeEmail.path.replace(':token', token);
  const mail = words.mail({
    serverName: quotedName(invite.serverName),
    inviterName: quotedName(invite.inviterName),
    // The recipient's time zone is unknown; most recipients live in Korea.
    day: invite.expiresAt.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'Asia/Seoul' }),
  });
  return {
    ...renderMail(locale, mail, {
      link: { label: words.join, url: page },
      smallLink: { label: words.unsubscribe, url: `${page}/unsubscribe` },
    }),
    // RFC 8058: mail programs show a button of their own and post to this URL.
    headers: {
      'List-Unsubscribe': `<${publicOrigin}${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
};
