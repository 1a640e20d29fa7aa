import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { errorReply } from '@maru/contracts/errors';
import { chatRoutes } from '@maru/contracts/http/chat/routes';
import type { RouteContract } from '@maru/contracts/route';
import { requestsTo } from '@maru/service-kit/testing/fuzz';
import fc from 'fast-check';
import { startHarness, type Harness } from './testing/chat-harness.js';
import { emailOf, insertEmailInvite } from './testing/email-invites.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());

/** A server of the caller's, and what its paths may name. */
const createPlace = async () => {
  const [owner, target] = [harness.person(), harness.person()];
  const { server, channels, categories } = await steps.createServer(owner);
  const { serverId } = server;
  const { code, inviteId } = await steps.join(owner, serverId, target);
  const { roleId } = await steps.createRole(owner, serverId);
  const { contentRuleId } = await steps.createContentRule(owner, serverId, {
    name: '욕설',
    trigger: { kind: 'words', words: ['욕'] },
    action: 'block',
  });
  const { reportId } = await steps.report(target, serverId, { type: 'member', userId: owner.userId });
  const emailInvite = { serverId, inviterId: owner.userId, email: emailOf(harness.person()) };
  const { emailInviteId, token } = await insertEmailInvite(harness, emailInvite);
  const known = {
    serverId,
    channelId: channels[0]?.channelId ?? '',
    categoryId: categories[0]?.categoryId ?? '',
    roleId,
    targetId: roleId,
    userId: target.userId,
    code,
    inviteId,
    emailInviteId,
    token,
    contentRuleId,
    reportId,
  };
  return { token: owner.token, known };
};

const routes: [string, RouteContract][] = Object.entries(chatRoutes);

it.each(routes)('%s answers whatever it is sent without failing inside', async (_name, route) => {
  const { token, known } = await createPlace();
  await fc.assert(
    fc.asyncProperty(requestsTo(route, known), async ({ path, ...request }) => {
      const { status, body } = await harness.call(path, { ...request, token });
      expect(status).toBeLessThan(500);
      if (status >= 400) expect(errorReply.safeParse(body)).toMatchObject({ success: true });
    }),
    { numRuns: 25 },
  );
});
