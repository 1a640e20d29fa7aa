import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
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
beforeEach(() => {
  harness.socket.isDown = false;
  harness.socket.systemMessages.clear();
});

const createScene = async () => {
  const owner = harness.person();
  const { server, channels } = await steps.createServer(owner);
  const { serverId } = server;
  const [text] = channels;
  const setSystemChannel = (systemChannelId: string | null) =>
    steps.ask(owner, `/chat/v1/servers/${serverId}`, { method: 'PATCH', body: { systemChannelId } });
  return { owner, serverId, channelId: text?.channelId ?? '', setSystemChannel };
};

const said = () => [...harness.socket.systemMessages.values()];
const jobsLeft = () =>
  harness.database.prisma.jobRow.count({ where: { job: { path: '$.kind', equals: 'announce-join' } } });
const settled = () => until(async () => (await jobsLeft()) === 0);
const join = (owner: Person, serverId: string, person = harness.person()) =>
  steps.join(owner, serverId, person).then(() => person);

it('the system channel says who has come, once for each join, and nothing of members who come again', async () => {
  const { owner, serverId, channelId, setSystemChannel } = await createScene();
  await setSystemChannel(channelId);
  const person = await join(owner, serverId);
  await join(owner, serverId, person);
  await settled();
  expect(said()).toMatchObject([{ channelId, serverId, system: 'member-joined', userId: person.userId }]);
});

it('a join does not wait for the socket service; a repeat after a lost answer is the same message', async () => {
  const { owner, serverId, channelId, setSystemChannel } = await createScene();
  await setSystemChannel(channelId);
  harness.socket.isDown = true;
  await join(owner, serverId);
  await until(() => said().length === 1);
  harness.socket.isDown = false;
  await settled();
  expect(said()).toHaveLength(1);
});

it('without a system channel, or once it was changed or deleted, nothing is said', async () => {
  const { owner, serverId, channelId, setSystemChannel } = await createScene();
  await join(owner, serverId);
  await settled();
  await setSystemChannel(channelId);
  await steps.ask(owner, `/chat/v1/channels/${channelId}`, { method: 'DELETE' });
  await join(owner, serverId);
  await settled();
  expect(said()).toEqual([]);
});
