import type { Locale } from '@maru/contracts/primitives';

/** The content of a mail. */
export interface MailWords {
  subject: string;
  title: string;
  text: string;
  /** Small print at the end: advice for a recipient who didn't request the mail. */
  aside?: string;
}

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const lines = (text: string) => escape(text).replaceAll('\n', '<br>');

const brand: Record<Locale, string> = { ko: '마루 Maru', en: 'Maru' };

const codeBox = (code: string) =>
  `<p style="margin:0 0 24px;padding:16px;border-radius:12px;background:#f1ebdf;text-align:center;font-size:32px;font-weight:700;letter-spacing:8px">${escape(code)}</p>`;

interface Link {
  label: string;
  url: string;
}

const button = (link: Link) =>
  `<p style="margin:0 0 24px"><a href="${escape(link.url)}" style="display:inline-block;padding:12px 24px;border-radius:10px;background:#1f6b52;color:#fff;font-weight:600;text-decoration:none">${escape(link.label)}</a></p>`;

const smallLinkLine = (link: Link) =>
  `<p style="margin:12px 0 0;font-size:13px"><a href="${escape(link.url)}" style="color:#6d6353">${escape(link.label)}</a></p>`;

/** Renders a mail as plain text and as HTML that displays well in any mail client. */
export const renderMail = (
  locale: Locale,
  words: MailWords,
  more: { code?: string; link?: Link; /** The last line. */ smallLink?: Link } = {},
) => {
  const { code, link, smallLink } = more;
  const last = smallLink && `${smallLink.label}: ${smallLink.url}`;
  const text = [words.title, words.text, code, link?.url, words.aside, last].filter(Boolean).join('\n\n');
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>
<body style="margin:0;padding:32px 16px;background:#f6f1e8;font-family:-apple-system,'Apple SD Gothic Neo','Malgun Gothic',sans-serif;color:#2a251d">
<table role="presentation" width="100%" style="max-width:480px;margin:0 auto;background:#fffdf8;border-radius:16px;border:1px solid #e6dcc9"><tr><td style="padding:32px">
<p style="margin:0 0 24px;font-weight:700;color:#1f6b52">${brand[locale]}</p>
<h1 style="margin:0 0 12px;font-size:22px">${escape(words.title)}</h1>
<p style="margin:0 0 24px;line-height:1.6">${lines(words.text)}</p>
${code ? codeBox(code) : ''}${link ? button(link) : ''}
${words.aside ? `<p style="margin:0;font-size:13px;color:#6d6353">${lines(words.aside)}</p>` : ''}${smallLink ? smallLinkLine(smallLink) : ''}
</td></tr></table></body></html>`;
  return { subject: words.subject, text, html };
};
