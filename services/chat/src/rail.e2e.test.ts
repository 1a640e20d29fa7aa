import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Rail, RailEntry } from '@maru/contracts/http/chat/rail';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());

const path = '/chat/v1/me/rail';
const put = (person: Person, entries: object[]) =>
  steps.ask<Rail>(person, path, { method: 'PUT', body: { entries } });
const server = (serverId: string): object => ({ type: 'server', serverId });
const folder = (...serverIds: string[]) => ({
  type: 'folder',
  folderId: newId(),
  name: '모임',
  accent: 'plum',
  serverIds,
});

const withServers = async (count: number) => {
  const person = harness.person();
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) ids.push((await steps.createServer(person)).server.serverId);
  return { person, ids };
};

describe('the rail', () => {
  it('is empty until its owner arranges it', async () => {
    await expect(steps.ask(harness.person(), path)).resolves.toEqual({ entries: [] });
  });

  it('keeps order and folders, and tells the person’s other tabs', async () => {
    const { person, ids } = await withServers(3);
    const [a = '', b = '', c = ''] = ids;
    const entries = [server(c), folder(a, b)];
    await expect(put(person, entries)).resolves.toEqual({ entries });
    await expect(steps.ask(person, path)).resolves.toEqual({ entries });
    await until(() =>
      harness.delivered.some((event) => event.type === 'rail.changed' && event.userId === person.userId),
    );
  });

  it('leaves out servers of others and what stands twice, and adds what is missing at the end', async () => {
    const { person, ids } = await withServers(2);
    const { ids: foreign } = await withServers(1);
    const [a = '', b = ''] = ids;
    const { entries } = await put(person, [folder(foreign[0] ?? ''), server(b), server(b)]);
    expect(entries).toEqual([server(b), server(a)] as RailEntry[]);
  });

  it('is each person’s own', async () => {
    const { person, ids } = await withServers(2);
    await put(person, ids.toReversed().map(server));
    await expect(steps.ask(harness.person(), path)).resolves.toEqual({ entries: [] });
  });

  it('refuses a folder without servers', async () => {
    const { token } = harness.person();
    const body = { entries: [folder()] };
    await expect(harness.call(path, { method: 'PUT', body, token })).resolves.toMatchObject({ status: 422 });
  });
});
