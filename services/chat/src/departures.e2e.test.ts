import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { userId as userIdSchema } from '@maru/contracts/primitives';
import { DeparturesService } from './features/people/departures.js';
import { PeopleService } from './features/people/people.service.js';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());

const schedule = ({ userId }: Person) =>
  new DeparturesService(harness.database).apply([
    {
      type: 'account.deletion-scheduled',
      userId: userIdSchema.parse(userId),
      deletesAt: '2027-01-01T00:00:00.000Z',
    },
  ]);
const cancel = ({ userId }: Person) =>
  new DeparturesService(harness.database).apply([
    { type: 'account.deletion-cancelled', userId: userIdSchema.parse(userId) },
  ]);

const refusal = { status: 409, body: { error: { code: 'ACCOUNT_DEPARTING' } } };

it('an account that is about to be erased makes no server, joins none and takes none over, until its owner comes back', async () => {
  const [owner, leaving] = [harness.person(), harness.person()];
  const { server } = await steps.createServer(owner);
  const { serverId } = server;
  const other = await steps.createServer(owner);
  const { code } = await steps.join(owner, serverId, leaving);
  const elsewhere = await steps.join(owner, other.server.serverId);
  await schedule(leaving);
  await schedule(leaving);
  const create = () =>
    harness.call('/chat/v1/servers', {
      method: 'POST',
      body: { name: '새 서버', locale: 'ko' },
      token: leaving.token,
    });
  const join = (invite: string) =>
    harness.call(`/chat/v1/invites/${invite}/accept`, { method: 'POST', token: leaving.token });
  const transfer = () =>
    harness.call(`/chat/v1/servers/${serverId}/owner`, {
      method: 'PUT',
      body: { userId: leaving.userId },
      token: owner.token,
    });
  await expect(create()).resolves.toMatchObject(refusal);
  await expect(join(elsewhere.code)).resolves.toMatchObject(refusal);
  await expect(transfer()).resolves.toMatchObject(refusal);
  // Membership that exists stays as it is.
  await expect(join(code)).resolves.toMatchObject({ status: 200 });
  await cancel(leaving);
  await expect(create()).resolves.toMatchObject({ status: 201 });
  await expect(join(elsewhere.code)).resolves.toMatchObject({ status: 200 });
  await expect(transfer()).resolves.toMatchObject({ status: 200 });
});

it('a server whose owner is erased goes to the longest-standing member who stays', async () => {
  const [owner, leaving, staying] = [harness.person(), harness.person(), harness.person()];
  const { server } = await steps.createServer(owner);
  await steps.join(owner, server.serverId, leaving, staying);
  await schedule(leaving);
  const people = new PeopleService(harness.database, harness.users);
  await people.forget(owner.userId);
  await expect(steps.detail(staying, server.serverId)).resolves.toMatchObject({
    server: { ownerId: staying.userId },
  });
  await people.forget(staying.userId);
  await expect(steps.detail(leaving, server.serverId)).resolves.toMatchObject({
    server: { ownerId: leaving.userId },
  });
});
