import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startStack } from '@maru/local-cloud/stack/start-stack';
import { createGuests, type Guest } from './guests.js';
import { summary, type Summary } from './stats.js';

const people = 36;
const perPerson = 40;
/** Below the limit per member: 25 messages in 5 seconds. */
const everyMs = 215;

interface Sends {
  times: number[];
  refused: number;
}

const sendSteadily = async (guest: Guest, channelId: string): Promise<Sends> => {
  const sends: Sends = { times: [], refused: 0 };
  const answers: Promise<unknown>[] = [];
  for (let index = 0; index < perPerson; index += 1) {
    const startedAt = performance.now();
    const payload = {
      channelId,
      nonce: randomUUID(),
      body: { text: '안녕하세요, 두 노드에서 한 채널로 씁니다.' },
    };
    const answer = guest.ask('message:send', payload).then(
      () => void sends.times.push(performance.now() - startedAt),
      () => void (sends.refused += 1),
    );
    answers.push(answer);
    await pause(everyMs);
  }
  await Promise.all(answers);
  return sends;
};

/** The proxy distributes connections round-robin, so each node holds an equal share of the writers. */
const measureNodes = async (sockets: number): Promise<Summary> => {
  const stateDir = await mkdtemp(join(tmpdir(), 'maru-bench-'));
  const stack = await startStack({ stateDir, ports: 'free', client: 'dev', sockets });
  try {
    const { guests, channelId } = await createGuests(stack, people);
    await Promise.all(guests.map((guest) => guest.ask('channel:open', { channelId })));
    const sends = await Promise.all(guests.map((guest) => sendSteadily(guest, channelId)));
    guests.forEach((guest) => guest.leave());
    const refused = sends.reduce((sum, each) => sum + each.refused, 0);
    const times = sends.flatMap((each) => each.times);
    const result = summary(`${sockets} socket node(s): acknowledged`, times);
    console.log(`  ${refused} of ${times.length + refused} sends refused`);
    return result;
  } finally {
    await stack.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
};

/** Measures the cost of a second node for a channel with writers on both nodes. */
export const measureTwoNodes = async (): Promise<void> => {
  const perSecond = Math.round((people * 1_000) / everyMs);
  console.log(`\n  One channel, ${people} writers, ${perSecond} messages a second\n`);
  const one = await measureNodes(1);
  const two = await measureNodes(2);
  const [p50, p99] = [two.p50 / one.p50, two.p99 / one.p99].map((ratio) => ratio.toFixed(2));
  console.log(`\n  With two nodes p50 is ${p50} × and p99 ${p99} × that of one.\n`);
};
