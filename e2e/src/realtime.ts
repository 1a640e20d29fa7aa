import { io, type Socket } from 'socket.io-client';
import type { Ack } from '@maru/contracts/socket/event';
import type { ClientEventAck, ClientEventInput, ClientEventName } from '@maru/contracts/socket/events';
import { origin, type Person } from './people.js';

/** A socket without a browser, to read the server's history and to write in bulk. */
export const connect = async (person: Person): Promise<Socket> => {
  const socket = io(origin(), {
    transports: ['websocket'],
    auth: { token: person.accessToken },
    forceNew: true,
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return socket;
};

export const ask = async <E extends ClientEventName>(
  socket: Socket,
  event: E,
  payload: ClientEventInput<E>,
): Promise<ClientEventAck<E>> => {
  const ack = (await socket.timeout(10_000).emitWithAck(event, payload)) as Ack<ClientEventAck<E>>;
  if ('error' in ack) throw Object.assign(new Error(ack.error.code), ack.error);
  return ack.data;
};

/** Returns the whole history of a channel, oldest first. */
export const readHistory = async (person: Person, channelId: string) => {
  const socket = await connect(person);
  const id = channelId as ClientEventInput<'message:list'>['channelId'];
  const messages: ClientEventAck<'message:list'>['messages'] = [];
  for (;;) {
    const window = { at: 'after', seq: messages.at(-1)?.seq ?? 0, limit: 100 } as const;
    const page = await ask(socket, 'message:list', { channelId: id, window });
    messages.push(...page.messages);
    if (page.messages.length === 0) break;
  }
  socket.close();
  return messages;
};
