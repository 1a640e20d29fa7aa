import type { ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { Mailbox } from './mailbox.js';

const maxBytes = 10 * 1024 * 1024;

/** Loaded with the first mail: the parser takes as long to load as everything else together. */
const parse = async (stream: SMTPServerDataStream): Promise<ParsedMail> => {
  const { simpleParser } = await import('mailparser');
  return simpleParser(stream);
};

/** RFC 2606 reserves `.invalid` for names that never exist: use it to test permanently refused addresses. */
const isUndeliverable = (address: string): boolean => /\.invalid$/i.test(address);

/** An SMTP server that stores all accepted mail in the mailbox. */
export const createSmtpServer = (mailbox: Mailbox): SMTPServer => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    // A reverse lookup of 127.0.0.1 takes seconds on a machine without a name server.
    disableReverseLookup: true,
    size: maxBytes,
    // A service that keeps its connection open must not delay the shutdown.
    closeTimeout: 500,
    onAuth: (auth, _session, done) => done(null, { user: auth.username }),
    onRcptTo: ({ address }, _session, done) =>
      done(
        isUndeliverable(address)
          ? Object.assign(new Error('5.1.2 No such domain'), { responseCode: 550 })
          : undefined,
      ),
    onData: (stream, session, done) => {
      parse(stream).then((mail) => {
        if (stream.sizeExceeded)
          return done(Object.assign(new Error('Message too big'), { responseCode: 552 }));
        mailbox.add({
          at: new Date().toISOString(),
          from: mail.from?.text ?? '',
          to: session.envelope.rcptTo.map(({ address }) => address),
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          html: mail.html || '',
          headers: mail.headerLines.map(({ line }) => line),
        });
        done();
      }, done);
    },
  });
  // A broken connection is the other side's loss; without a listener it would crash the process.
  server.on('error', (error) => process.stderr.write(`smtp: ${error.message}\n`));
  return server;
};
