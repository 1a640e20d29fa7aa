/**
 * `npm run bench`: measures how the time from sending to acknowledgement and to arrival grows with writers and listeners, how the
 * time for a window of the members' panel grows with members, the cost of matching blocked words, and the cost of a second socket
 * node for a busy channel. Absolute numbers depend on the machine; the ratios, both sides of which come from the same run, don't.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '@maru/local-cloud/stack/start-stack';
import { measureContentRules } from './content-rules.js';
import { createGuests, type Guest } from './guests.js';
import { timeMemberWindows } from './member-windows.js';
import { summary } from './stats.js';
import { measureTwoNodes } from './two-nodes.js';

const people = 20;
const perPerson = 20;
/** Below the limit per member: 25 messages in 5 seconds. */
const everyMs = 250;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends at a constant rate, independent of response times; returns the times to acknowledgement. */
const sendSteadily = async (guest: Guest, channelId: string, count: number): Promise<number[]> => {
  const answers: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    const payload = { channelId, nonce: randomUUID(), body: { text: `${startedAt}` } };
    answers.push(guest.ask('message:send', payload).then(() => performance.now() - startedAt));
    await pause(everyMs);
  }
  return Promise.all(answers);
};

/** Times from sending a message to its arrival at another member; the text is the time of sending. */
const listen = (guest: Guest): { times: number[]; frames: () => number } => {
  const times: number[] = [];
  let frames = 0;
  guest.onCreated((texts) => {
    frames += 1;
    for (const text of texts) times.push(performance.now() - Number(text));
  });
  return { times, frames: () => frames };
};

measureContentRules();

const stateDir = await mkdtemp(join(tmpdir(), 'maru-bench-'));
const stack = await startStack({ stateDir, ports: 'free', client: 'dev' });
try {
  const { guests, channelId, ownerToken } = await createGuests(stack, people);
  const [first, second] = guests;
  if (!first || !second) throw new Error('nobody came');
  await first.ask('channel:open', { channelId });

  console.log('\n  One channel, time from sending to acknowledgement and to arrival\n');
  const alone = summary('one writer: acknowledged', await sendSteadily(second, channelId, 40));
  await Promise.all(guests.map((guest) => guest.ask('channel:open', { channelId })));
  const heard = listen(first);
  const busyTimes = (
    await Promise.all(guests.map((guest) => sendSteadily(guest, channelId, perPerson)))
  ).flat();
  const busy = summary(`${people} writers: acknowledged`, busyTimes);
  summary(`${people} writers: arrived`, heard.times);
  console.log(`\n  p50 with ${people} writers is ${(busy.p50 / alone.p50).toFixed(2)} × that of one.`);
  console.log(
    `  ${heard.times.length} messages came in ${heard.frames()} frames (${(heard.times.length / heard.frames()).toFixed(2)} a frame).\n`,
  );

  console.log("  Windows of 100 rows of a members' panel\n");
  const host = { token: ownerToken, guest: first };
  const small = summary('100 members', await timeMemberWindows(stack, host, 100));
  const large = summary('10 000 members', await timeMemberWindows(stack, host, 10_000));
  console.log(`\n  p50 of 10 000 members is ${(large.p50 / small.p50).toFixed(2)} × that of 100.\n`);
  guests.forEach((guest) => guest.leave());
} finally {
  await stack.stop();
  await rm(stateDir, { recursive: true, force: true });
}

await measureTwoNodes();
