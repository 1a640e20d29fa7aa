import { contentRuleRoutes } from '@maru/contracts/http/chat/content-rules';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { ContentRulesService } from './content-rules.service.js';

export const contentRuleBindings = (rules: ContentRulesService): BoundRoute[] => [
  route(contentRuleRoutes.listContentRules, async ({ caller, params }) => ({
    contentRules: await rules.list(caller.userId, params.serverId),
  })),
  route(contentRuleRoutes.createContentRule, ({ caller, params, body, idempotencyKey }) => {
    const request = {
      userId: caller.userId,
      key: idempotencyKey,
      request: ['createContentRule', params, body],
    };
    return rules.create(request, params.serverId, body);
  }),
  route(contentRuleRoutes.updateContentRule, ({ caller, params, body }) =>
    rules.update(caller.userId, params, body),
  ),
  route(contentRuleRoutes.deleteContentRule, ({ caller, params }) => rules.remove(caller.userId, params)),
];
