import { once } from 'node:events';
import express, { Router, type Request, type Response } from 'express';
import type { Billing } from './billing.js';
import { cancelPayment } from './cancels.js';
import { Idempotency } from './idempotency.js';
import type { Answer, Payments } from './payments.js';
import {
  cancelRequest,
  chargeRequest,
  confirmRequest,
  issueRequest,
  parse,
  transactionsQuery,
} from './requests.js';
import type { TossState, Transaction } from './state.js';
import { TossError, tossError } from './toss-error.js';

export interface TossParts {
  state: TossState;
  payments: Payments;
  billing: Billing;
}

interface ApiOptions extends TossParts {
  secretKey: string;
}

/** @throws when the request is not signed with the merchant's secret key, in Basic's form with an empty password. */
const requireKey = ({ secretKey }: ApiOptions, req: Request): void => {
  const encoded = /^Basic (.+)$/.exec(req.get('authorization') ?? '')?.[1];
  if (!encoded) throw tossError('UNAUTHORIZED_KEY');
  const credentials = Buffer.from(encoded, 'base64').toString();
  if (!credentials.endsWith(':')) throw tossError('INCORRECT_BASIC_AUTH_FORMAT');
  if (credentials !== `${secretKey}:`) throw tossError('UNAUTHORIZED_KEY');
};

const reply = (res: Response, { status, body, isSilent }: Answer): void => {
  // The connection stays open until the merchant gives up.
  if (isSilent) return;
  res.status(status).send(body === undefined ? undefined : JSON.stringify(body));
};

const replyError = (res: Response, error: unknown): void => {
  if (!(error instanceof TossError)) {
    process.stderr.write(`toss: ${error instanceof Error ? error.stack : String(error)}\n`);
    return replyError(res, tossError('FAILED_INTERNAL_SYSTEM_PROCESSING'));
  }
  res.status(error.status).send(JSON.stringify({ code: error.code, message: error.message }));
};

/** Movements of money from `startDate` on and before `endDate`, the oldest first. */
const transactionsIn = (state: TossState, query: unknown): Transaction[] => {
  const { startDate, endDate, startingAfter, limit } = parse(transactionsQuery, query);
  const [from, to] = [startDate, endDate].map((text) => text.slice(0, 19));
  const found = state.ledger.transactions.filter(
    ({ transactionAt }) => transactionAt >= (from ?? '') && transactionAt.slice(0, 19) <= (to ?? ''),
  );
  const after = found.findIndex(({ transactionKey }) => transactionKey === startingAfter);
  if (startingAfter && after === -1) throw tossError('INVALID_TRANSACTION_KEY');
  return found.slice(after + 1, after + 1 + limit);
};

/** The merchant's API, `api.tosspayments.com`. */
export const tossApi = (options: ApiOptions): Router => {
  const { state, payments, billing } = options;
  const idempotency = new Idempotency(state);
  const router = Router();
  router.use(express.json({ limit: '64kb' }), (req, res, next) => {
    res.type('application/json');
    try {
      requireKey(options, req);
      next();
    } catch (error) {
      replyError(res, error);
    }
  });

  const reads = (path: string, read: (req: Request) => unknown) =>
    router.get(path, (req, res) => {
      try {
        reply(res, { status: 200, body: read(req) });
      } catch (error) {
        replyError(res, error);
      }
    });
  const changes = (verb: 'post' | 'delete', path: string, change: (req: Request) => Answer) =>
    router[verb](path, async (req, res) => {
      const identity = {
        idempotencyKey: verb === 'post' ? req.get('idempotency-key') : undefined,
        secretKey: options.secretKey,
        method: req.method,
        url: req.originalUrl,
        gone: once(res, 'close'),
      };
      try {
        const answer = await idempotency.once(identity, () => {
          const forced = req.get('tosspayments-test-code');
          if (forced) throw tossError(forced);
          return change(req);
        });
        reply(res, answer);
      } catch (error) {
        replyError(res, error);
      }
    });
  const key = (req: Request) => String(req.params.key);

  changes('post', '/payments/confirm', (req) => payments.confirm(parse(confirmRequest, req.body)));
  changes('post', '/payments/:key/cancel', (req) =>
    cancelPayment(options, key(req), parse(cancelRequest, req.body)),
  );
  reads('/payments/orders/:key', (req) => payments.findByOrder(key(req)).payment);
  reads('/payments/:key', (req) => payments.find(key(req)).payment);
  reads('/transactions', (req) => transactionsIn(state, req.query));
  changes('post', '/billing/authorizations/issue', (req) => billing.issue(parse(issueRequest, req.body)));
  changes('post', '/billing/:key', (req) => billing.charge(key(req), parse(chargeRequest, req.body)));
  changes('delete', '/billing/:key', (req) => billing.delete(key(req)));
  return router;
};
