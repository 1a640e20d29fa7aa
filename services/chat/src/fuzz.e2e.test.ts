import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { errorReply } from '@maru/contracts/errors';
import { chatRoutes } from '@maru/contracts/http/chat/routes';
import { isRead, type RouteContract } from '@maru/contracts/route';
import { checkRequestsTo } from '@maru/service-kit/testing/fuzz';
import { answersToMalformed } from '@maru/service-kit/testing/malformed-requests';
import { createAuthorizationScene } from './testing/authorization-scene.js';
import { startHarness, type Harness } from './testing/chat-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const routes: [string, RouteContract][] = Object.entries(chatRoutes);

type Scene = ReturnType<typeof createAuthorizationScene>;
let untouched: Scene | undefined;
/** Requests that read leave the scene as it is for the next route; changes may use up what another route needs. */
const sceneFor = (route: RouteContract): Scene =>
  isRead(route) ? (untouched ??= createAuthorizationScene(harness)) : createAuthorizationScene(harness);

it.each(routes)('%s answers whatever it is sent without failing inside', async (_name, route) => {
  const { ids, tokens } = await sceneFor(route);
  await checkRequestsTo(route, ids, async ({ path, ...request }) => {
    const { status, body } = await harness.call(path, { ...request, token: tokens.owner });
    expect(status).toBeLessThan(500);
    if (status >= 400) expect(errorReply.safeParse(body)).toMatchObject({ success: true });
  });
});

it('malformed requests are refused, and the server lives on', async () => {
  const answers = await answersToMalformed(harness.base, '/chat/v1/servers/');
  expect(answers.filter(([, answer]) => !/^HTTP\/1\.1 4\d\d /.test(answer))).toEqual([]);
  await expect(harness.call('/chat/v1/servers')).resolves.toMatchObject({ status: 401 });
});
