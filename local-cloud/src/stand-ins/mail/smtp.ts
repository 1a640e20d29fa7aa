import type { ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { Mailbox } from './mailbox.js';

const maxBytes = 10 * 1024 * 1024;

/** The parser is loaded with the first mail: it takes as long as all else of the start. */
const parse = async (stream: SMTPServerDataStream): Promise<ParsedMail> => {
  const { simpleParser } = await import('mailparser');
  return simpleParser(stream);
};

/** An SMTP server that takes everything and puts it into the mailbox. */
export const createSmtpServer = (mailbox: Mailbox): SMTPServer => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    // Asking a name server who 127.0.0.1 is takes seconds where there is none.
    disableReverseLookup: true,
    size: maxBytes,
    // A service that keeps its connection open must not hold up the end.
    closeTimeout: 500,
    onAuth: (auth, _session, done) => done(null, { user: auth.username }),
    onData: (stream, session, done) => {
      parse(stream).then((mail) => {
        if (stream.sizeExceeded)
          return done(Object.assign(new Error('Message too big'), { responseCode: 552 }));
        mailbox.add({
          at: new Date().toISOString(),
          from: mail.from?.text ?? '',
          to: session.envelope.rcptTo.map((recipient) => recipient.address.toLowerCase()),
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          html: mail.html || '',
          headers: mail.headerLines.map(({ line }) => line),
        });
        done();
      }, done);
    },
  });
  // A connection that breaks off is the other side's loss; without a listener it would end the process.
  server.on('error', (error) => process.stderr.write(`smtp: ${error.message}\n`));
  return server;
};
