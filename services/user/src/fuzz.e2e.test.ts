import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { errorReply } from '@maru/contracts/errors';
import { userRoutes } from '@maru/contracts/http/user/routes';
import { isRead, type RouteContract } from '@maru/contracts/route';
import { checkRequestsTo, type FuzzRequest } from '@maru/service-kit/testing/fuzz';
import { answersToMalformed } from '@maru/service-kit/testing/malformed-requests';
import { origin, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

type Person = Awaited<ReturnType<Harness['signUp']>>;

const send = ({ session, cookie }: Person, { method, path, body }: FuzzRequest): Promise<Response> =>
  fetch(harness.base + path, {
    method,
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      origin,
      cookie,
      authorization: `Bearer ${session.accessToken}`,
    },
    body,
  });

const routes: [string, RouteContract][] = Object.entries(userRoutes);

let reader: Promise<Person> | undefined;
/** Requests that read leave the person as they are for the next route. */
const personFor = (route: RouteContract): Promise<Person> =>
  isRead(route) ? (reader ??= harness.signUp()) : harness.signUp();

it.each(routes)('%s never fails internally, whatever the input', async (_name, route) => {
  const person = await personFor(route);
  const known = { userId: person.session.me.userId, provider: 'google' };
  await checkRequestsTo(route, known, async (request) => {
    const answer = await send(person, request);
    expect(answer.status).toBeLessThan(500);
    if (answer.status >= 400)
      expect(errorReply.safeParse(await answer.json())).toMatchObject({ success: true });
  });
});

it('malformed requests are refused, and the server stays up', async () => {
  const answers = await answersToMalformed(harness.base, '/user/v1/users/');
  expect(answers.filter(([, answer]) => !/^HTTP\/1\.1 4\d\d /.test(answer))).toEqual([]);
  await expect(harness.call('GET', '/user/v1/me')).resolves.toMatchObject({ status: 401 });
});
