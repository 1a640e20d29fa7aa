import { EventEmitter } from 'node:events';
import { domainToASCII } from 'node:url';
import { JsonFile, type JsonFileOptions } from '../json-file.js';

export interface Mail {
  id: number;
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** Header lines as they arrived. */
  headers: string[];
}

const maxMails = 500;

/** Normalizes an address: SMTP servers read the domain in Unicode, senders write it in Punycode. */
const comparable = (address: string): string => {
  const at = address.lastIndexOf('@') + 1;
  return (address.slice(0, at) + domainToASCII(address.slice(at))).toLowerCase();
};

/** The most recent mails, newest first; stored in a file. */
export class Mailbox {
  private readonly file: JsonFile<Mail[]>;
  private readonly changes = new EventEmitter().setMaxListeners(0);

  constructor(path: string, options?: JsonFileOptions) {
    this.file = new JsonFile<Mail[]>(path, () => [], options);
  }

  list(to?: string): Mail[] {
    const address = to && comparable(to);
    return this.file.value.filter((mail) => !address || mail.to.includes(address));
  }

  find(id: number): Mail | undefined {
    return this.file.value.find((mail) => mail.id === id);
  }

  add(mail: Omit<Mail, 'id'>): void {
    const mails = this.file.value;
    mails.unshift({ id: (mails[0]?.id ?? 0) + 1, ...mail, to: mail.to.map(comparable) });
    mails.splice(maxMails);
    this.changed();
  }

  clear(): void {
    this.file.value.splice(0);
    this.changed();
  }

  /** Calls back on each change until the returned function is called. */
  watch(onChange: () => void): () => void {
    this.changes.on('change', onChange);
    return () => void this.changes.off('change', onChange);
  }

  flush(): void {
    this.file.flush();
  }

  private changed(): void {
    this.file.changed();
    this.changes.emit('change');
  }
}
