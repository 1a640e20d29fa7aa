import { createTransport } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
}

export interface Mailer {
  /** Throws MailError when the mail is not taken. */
  send(mail: Mail): Promise<void>;
}

/** Nothing of the SMTP server's own words: they often repeat the address, which no log may hold. */
export class MailError extends Error {
  constructor(
    readonly responseCode: number | undefined,
    private readonly isOfRecipient = false,
  ) {
    super(`the mail was not taken (${responseCode ?? 'no answer'})`);
    this.name = 'MailError';
  }

  /** The address does not exist or takes nothing from us (RFC 5321): trying again would not help. */
  get isUndeliverable(): boolean {
    const code = this.responseCode ?? 0;
    return [550, 551, 552, 553, 556].includes(code) || (this.isOfRecipient && code >= 500);
  }
}

const responseCodeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : undefined;

/** Whether the server refused the recipient, not the sender or the mail. */
const isOfRecipient = (error: unknown): boolean =>
  error instanceof Error && 'command' in error && error.command === 'RCPT TO';

const timeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 15_000 };

/** Mail over SMTP; SES in production, the local inbox on a laptop. */
export const createMailer = ({ url, from }: { url: string; from: string }): Mailer => {
  const transport = createTransport({ url, ...timeouts });
  return {
    async send(mail) {
      try {
        await transport.sendMail({ from, ...mail });
      } catch (error) {
        throw new MailError(responseCodeOf(error), isOfRecipient(error));
      }
    },
  };
};
