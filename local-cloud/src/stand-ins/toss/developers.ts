import express, { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { TossParts } from './api.js';
import { cancelPayment } from './cancels.js';
import { outcomes } from './payment.js';
import { cancelRequest, parse } from './requests.js';
import { TossError } from './toss-error.js';

const paymentKey = z.string().min(1);
const billingKey = z.string().min(1);

/**
 * Everything that happens at Toss without the merchant's API: deposits that the developer centre simulates, refunds in the dashboard, cards
 * whose company changes its mind, and the passing of time.
 */
export const tossDevelopers = (parts: TossParts): Router => {
  const { state, payments, billing } = parts;
  const router = Router();
  router.use(express.json());
  const does = <T>(path: string, schema: z.ZodType<T>, act: (input: T) => unknown) =>
    router.post(path, (req: Request, res: Response) => {
      try {
        res.json(act(parse(schema, req.body)) ?? {});
      } catch (error) {
        if (!(error instanceof TossError)) throw error;
        res.status(error.status).json({ code: error.code, message: error.message });
      }
    });

  does('/deposit', z.object({ paymentKey }), (input) => payments.deposit(input.paymentKey).payment);
  does(
    '/deposit-error',
    z.object({ paymentKey }),
    (input) => payments.deposit(input.paymentKey, true).payment,
  );
  does(
    '/cancel',
    cancelRequest.extend({ paymentKey }),
    (input) => cancelPayment(parts, input.paymentKey, input).body,
  );
  does('/card', z.object({ billingKey, outcome: z.enum(outcomes) }), (input) =>
    billing.setOutcome(input.billingKey, input.outcome),
  );
  does('/delete-card', z.object({ billingKey, reason: z.string().nullable() }), (input) => {
    billing.delete(input.billingKey, input.reason);
  });
  does('/advance', z.object({ ms: z.number().int().positive() }), ({ ms }) => {
    state.ledger.aheadMs += ms;
    state.changed();
    payments.expire();
  });
  return router;
};
