import { randomUUID } from 'node:crypto';
import express, { Router, type Request, type Response } from 'express';
import type { TossParts } from './api.js';
import { billingPage, endedPage, framePage, paymentPage } from './pages.js';
import { outcomes, type Outcome, type PaymentMethod } from './payment.js';
import {
  billingWindowRequest,
  parse,
  windowRequest,
  type BillingWindowRequest,
  type WindowRequest,
} from './requests.js';
import { TossError, tossError } from './toss-error.js';

interface WindowOptions extends TossParts {
  clientKey: string;
  origin: string;
}

/** The methods that the window offers for each that the SDK may ask for. */
const offered: Record<string, readonly PaymentMethod[]> = {
  카드: ['카드', '간편결제'],
  CARD: ['카드', '간편결제'],
  토스페이: ['간편결제'],
  TOSSPAY: ['간편결제'],
  가상계좌: ['가상계좌'],
  VIRTUAL_ACCOUNT: ['가상계좌'],
  계좌이체: ['계좌이체'],
  TRANSFER: ['계좌이체'],
};

const isOutcome = (text: unknown): text is Outcome => outcomes.some((outcome) => outcome === text);

const withQuery = (url: string, query: Record<string, string | number>): string => {
  const target = new URL(url);
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value));
  return target.href;
};

const closed = { code: 'PAY_PROCESS_CANCELED', message: '사용자가 결제를 취소하였습니다' };
const declined = { code: 'REJECT_CARD_COMPANY', message: '카드사 거절' };

/** Windows wait in memory: they last for minutes, and a restart may drop them. */
interface OpenWindows {
  payments: Map<string, WindowRequest>;
  billing: Map<string, BillingWindowRequest>;
}

interface WindowForm {
  answer?: string;
  method?: string;
  outcome?: string;
}

/** In a frame the SDK hears the result; otherwise the browser returns to the merchant. */
const leave = (req: Request, res: Response, returnTo: string): void => {
  if (req.query.in !== 'frame') return res.redirect(303, returnTo);
  res.type('html').send(framePage({ returnTo }));
};

/** Closing a frame rejects the SDK's promise; closing a whole page returns without the order's id. */
const leaveClosed = (req: Request, res: Response, failUrl: string): void => {
  if (req.query.in !== 'frame') return res.redirect(303, withQuery(failUrl, closed));
  res.type('html').send(framePage({ isClosed: true }));
};

const answerPayment = (
  { payments }: WindowOptions,
  { req, res, asked }: { req: Request; res: Response; asked: WindowRequest },
): void => {
  const paymentKey = String(req.params.key);
  // Express's form parser.
  const { answer, method, outcome } = req.body as WindowForm;
  const { orderId, amount, successUrl, failUrl, validHours } = asked;
  if (answer === 'close') return leaveClosed(req, res, failUrl);
  if (answer === 'decline') {
    payments.abort(payments.find(paymentKey), 'REJECT_CARD_COMPANY');
    return leave(req, res, withQuery(failUrl, { ...declined, orderId }));
  }
  const chosen = offered[asked.method]?.find((each) => each === method) ?? '카드';
  payments.authenticate(paymentKey, {
    method: chosen,
    outcome: isOutcome(outcome) ? outcome : 'approve',
    validHours,
  });
  leave(req, res, withQuery(successUrl, { paymentType: 'NORMAL', orderId, paymentKey, amount }));
};

const answerBilling = (
  { billing }: WindowOptions,
  { req, res, asked }: { req: Request; res: Response; asked: BillingWindowRequest },
): void => {
  // Express's form parser.
  const { answer, outcome } = req.body as WindowForm;
  const { customerKey, successUrl, failUrl } = asked;
  if (answer === 'close') return leaveClosed(req, res, failUrl);
  if (answer === 'decline') return leave(req, res, withQuery(failUrl, declined));
  const authKey = billing.register(customerKey, isOutcome(outcome) ? outcome : 'approve');
  leave(req, res, withQuery(successUrl, { customerKey, authKey }));
};

/** The windows that the SDK opens, in a frame or as a page. */
export const tossWindows = (options: WindowOptions): Router => {
  const { payments, clientKey, origin } = options;
  const open: OpenWindows = { payments: new Map(), billing: new Map() };
  const router = Router();
  const form = express.urlencoded({ extended: false });

  const opens = (path: string, create: (input: unknown) => string) => {
    router.options(path, (_req, res) => void res.sendStatus(204));
    router.post(path, express.json(), (req, res) => {
      try {
        if ((req.body as { clientKey?: string }).clientKey !== clientKey) throw tossError('UNAUTHORIZED_KEY');
        res.json({ url: origin + create(req.body) });
      } catch (error) {
        const { status, code, message } =
          error instanceof TossError ? error : tossError('FAILED_INTERNAL_SYSTEM_PROCESSING');
        res.status(status).json({ code, message });
      }
    });
  };
  router.use((_req, res, next) => {
    res.set({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' });
    next();
  });

  opens('/payments', (input) => {
    const asked = parse(windowRequest, input);
    if (!offered[asked.method]) throw tossError('INVALID_REQUEST');
    const { paymentKey } = payments.open(asked).payment;
    open.payments.set(paymentKey, asked);
    return `/window/payments/${paymentKey}`;
  });
  opens('/billing', (input) => {
    const id = randomUUID();
    open.billing.set(id, parse(billingWindowRequest, input));
    return `/window/billing/${id}`;
  });

  router.get('/payments/:key', (req, res) => {
    const asked = open.payments.get(req.params.key);
    const isOpen = asked && payments.find(req.params.key).payment.status === 'READY';
    res.type('html').send(isOpen ? paymentPage(asked, offered[asked.method] ?? []) : endedPage());
  });
  router.post('/payments/:key', form, (req, res) => {
    const asked = open.payments.get(String(req.params.key));
    const isOpen = asked && payments.find(String(req.params.key)).payment.status === 'READY';
    if (isOpen) answerPayment(options, { req, res, asked });
    else res.status(404).type('html').send(endedPage());
  });
  router.get('/billing/:key', (req, res) => {
    res.type('html').send(open.billing.has(req.params.key) ? billingPage() : endedPage());
  });
  router.post('/billing/:key', form, (req, res) => {
    const asked = open.billing.get(String(req.params.key));
    open.billing.delete(String(req.params.key));
    if (asked) answerBilling(options, { req, res, asked });
    else res.status(404).type('html').send(endedPage());
  });
  return router;
};
