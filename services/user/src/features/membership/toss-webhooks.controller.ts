import { tossWebhookRoutes as routes } from '@maru/contracts/http/user/toss-webhooks';
import { Controller, Headers } from '@nestjs/common';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { Route } from '../../platform/route.decorator.js';
import { TossWebhooks } from './toss-webhooks.service.js';

@Controller()
export class TossWebhooksController {
  constructor(private readonly webhooks: TossWebhooks) {}

  @Route(routes.receiveTossWebhook)
  async receive(
    @Headers('tosspayments-webhook-transmission-id') transmissionId: string | undefined,
    @Input() { body }: RouteRequest<typeof routes.receiveTossWebhook>,
  ): Promise<object> {
    await this.webhooks.receive(transmissionId, body);
    return {};
  }
}
