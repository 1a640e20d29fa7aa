import type { ChannelId } from '@maru/contracts/primitives';
import type { Ack } from '@maru/contracts/socket/event';
import type {
  ClientEventAck,
  ClientEventInput,
  ClientEventName,
  PushPayload,
} from '@maru/contracts/socket/events';
import type { ChannelHead, Message } from '@maru/contracts/socket/messages';
import { io, type Socket } from 'socket.io-client';

/** One person's window with one channel open. It handles gaps as the client does, without a browser. */
export class Screen {
  /** Everything that was pushed to it, including pushes that it must not get. */
  readonly heard: string[] = [];
  readonly socket: Socket;
  private readonly messages = new Map<number, Message>();
  private changes = 0;
  private syncing: Promise<unknown> = Promise.resolve();
  private isClosed = false;
  /** The code of the last refused connection. */
  refusal: string | undefined;

  constructor(
    url: string,
    token: string,
    readonly channelId: ChannelId,
  ) {
    this.socket = io(url, {
      transports: ['websocket'],
      auth: { token },
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
    });
    this.socket.on('connect', () => void this.open().catch(() => undefined));
    this.socket.on('disconnect', (reason) => {
      // socket.io leaves reconnecting to the client in this case.
      if (reason === 'io server disconnect') setTimeout(() => this.isClosed || this.socket.connect(), 50);
    });
    this.socket.on('connect_error', (error: Error & { data?: { error?: { code: string } } }) => {
      this.refusal = error.data?.error?.code;
    });
    this.socket.on('message:created', (push: PushPayload<'message:created'>) => this.created(push));
    this.socket.on('message:updated', (push: PushPayload<'message:updated'>) => this.updated(push));
    this.socket.on('channel:activity', (push: PushPayload<'channel:activity'>) => {
      if (push.channelId === this.channelId) this.catchUp(push);
    });
  }

  get texts(): string[] {
    return [...this.messages.values()].map(({ body }) => body.text);
  }

  async ask<E extends ClientEventName>(event: E, payload: ClientEventInput<E>): Promise<ClientEventAck<E>> {
    if (!this.socket.connected) throw new Error('not connected');
    const ack = (await this.socket.timeout(1_500).emitWithAck(event, payload)) as Ack<ClientEventAck<E>>;
    if ('error' in ack) throw new Error(ack.error.code);
    return ack.data;
  }

  async open(): Promise<void> {
    const { head } = await this.ask('channel:open', { channelId: this.channelId });
    this.catchUp(head);
    await this.syncing;
  }

  close(): void {
    this.isClosed = true;
    this.socket.disconnect();
  }

  private created({ channelId, messages }: PushPayload<'message:created'>): void {
    this.heard.push(...messages.map(({ body }) => body.text));
    if (channelId !== this.channelId) return;
    for (const message of messages) this.keep(message);
    this.catchUp({ lastSeq: messages.at(-1)?.seq ?? 0, changes: this.changes });
  }

  private updated({ message, changes }: PushPayload<'message:updated'>): void {
    this.heard.push(message.body.text);
    const isNext = changes === this.changes + 1;
    if (isNext) this.changes = changes;
    this.keep(message);
    if (!isNext) this.catchUp({ lastSeq: 0, changes });
  }

  private keep(message: Message): void {
    const known = this.messages.get(message.seq);
    if (!known || known.version < message.version) this.messages.set(message.seq, message);
  }

  /** A head ahead of the screen's own means that it missed something. */
  private catchUp({ lastSeq, changes }: ChannelHead): void {
    if (changes <= this.changes && this.firstMissing > lastSeq) return;
    this.syncing = this.syncing.then(() => this.fetchMissing(lastSeq, changes)).catch(() => undefined);
  }

  /** Only a page that starts at the first message reflects every change that its head counts. */
  private async fetchMissing(lastSeq: number, changes: number): Promise<void> {
    for (let known = changes; known > this.changes || this.firstMissing <= lastSeq;) {
      const after = known > this.changes ? 0 : this.firstMissing - 1;
      const window = { at: 'after', seq: after, limit: 100 } as const;
      const page = await this.ask('message:list', { channelId: this.channelId, window });
      page.messages.forEach((message) => this.keep(message));
      if (after === 0) this.changes = Math.max(this.changes, page.head.changes);
      known = Math.max(known, page.head.changes);
    }
  }

  private get firstMissing(): number {
    let seq = 1;
    while (this.messages.has(seq)) seq += 1;
    return seq;
  }
}
