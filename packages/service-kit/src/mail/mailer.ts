import { createTransport } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
}

export interface Mailer {
  /** @throws MailError if the SMTP server refuses the mail. */
  send(mail: Mail): Promise<void>;
}

/** Never includes the SMTP server's own words: they often repeat the address, which must not be logged. */
export class MailError extends Error {
  constructor(
    readonly responseCode: number | undefined,
    private readonly isOfRecipient = false,
  ) {
    super(`the mail was not taken (${responseCode ?? 'no answer'})`);
    this.name = 'MailError';
  }

  /** The address doesn't exist or refuses our mail (RFC 5321): a retry would not help. */
  get isUndeliverable(): boolean {
    const code = this.responseCode ?? 0;
    return [550, 551, 552, 553, 556].includes(code) || (this.isOfRecipient && code >= 500);
  }
}

const responseCodeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : undefined;

/** True if the server refused the recipient rather than the sender or the mail. */
const isOfRecipient = (error: unknown): boolean =>
  error instanceof Error && 'command' in error && error.command === 'RCPT TO';

const timeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 15_000 };

/** Mail over SMTP: SES in production, the local inbox in development. */
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
