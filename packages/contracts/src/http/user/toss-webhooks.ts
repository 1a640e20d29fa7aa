import { z } from 'zod';
import { defineRoute } from '../../route.js';

/** A webhook only hints that something changed: of its body, nothing but the order's id is used. */
const webhook = z.looseObject({});

export const tossWebhookRoutes = {
  receiveTossWebhook: defineRoute({
    operationId: 'receiveTossWebhook',
    summary: 'Receive a webhook of Toss Payments, in any order and any number of times.',
    method: 'post',
    path: '/user/v1/webhooks/toss',
    auth: 'public',
    rate: [{ by: 'address', points: 600, seconds: 60, pool: 'webhooks' }],
    maxBodyBytes: 64 * 1024,
    body: webhook,
    /** Toss repeats a webhook until it gets exactly this status. */
    status: 200,
    reply: z.object({}),
  }),
} as const;
