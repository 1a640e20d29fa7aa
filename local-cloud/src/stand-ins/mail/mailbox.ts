import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Mail {
  id: number;
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
}

const maxMails = 500;

/** The last mails that arrived, newest first; kept in a file. */
export class Mailbox {
  private mails: Mail[];
  private readonly changes = new EventEmitter().setMaxListeners(0);

  constructor(private readonly file: string) {
    // The file is ours alone.
    this.mails = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Mail[]) : [];
  }

  list(to?: string): Mail[] {
    return to ? this.mails.filter((mail) => mail.to.includes(to.toLowerCase())) : this.mails;
  }

  add(mail: Omit<Mail, 'id'>): void {
    const id = (this.mails[0]?.id ?? 0) + 1;
    this.mails = [{ id, ...mail }, ...this.mails].slice(0, maxMails);
    this.save();
  }

  clear(): void {
    this.mails = [];
    this.save();
  }

  /** Calls back at each change until the returned function is called. */
  watch(onChange: () => void): () => void {
    this.changes.on('change', onChange);
    return () => void this.changes.off('change', onChange);
  }

  private save(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify(this.mails));
    renameSync(`${this.file}.new`, this.file);
    this.changes.emit('change');
  }
}
