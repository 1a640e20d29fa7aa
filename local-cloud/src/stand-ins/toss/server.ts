import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import type { JsonFileOptions } from '../json-file.js';
import { tossApi } from './api.js';
import { Billing } from './billing.js';
import { tossDevelopers } from './developers.js';
import { Payments } from './payments.js';
import { sdkScript } from './sdk.js';
import { TossState } from './state.js';
import { Webhooks } from './webhooks.js';
import { tossWindows } from './windows.js';

export interface TossFacts {
  tossUrl: string;
  tossClientKey: string;
  tossSecretKey: string;
}

export interface TossOptions extends JsonFileOptions {
  dataDir: string;
  /** The merchant's address for webhooks. */
  webhookUrl?: string;
  /** Divides the documented pauses before failed webhooks are repeated. */
  webhookSpeed?: number;
}

/** Identical at every start, because the services learn them once. They open only this stand-in. */
const keys = {
  tossClientKey: 'test_ck_local0000000000000000',
  tossSecretKey: 'test_sk_local0000000000000000',
};

/** Toss Payments in one server: the SDK's script, the payment windows, the API, webhooks and the developer centre. */
export const createTossServer = (
  options: TossOptions,
): { server: Server; mount(origin: string): TossFacts; stop(): void } => {
  const state = new TossState(join(options.dataDir, 'toss.json'), options);
  const webhooks = new Webhooks(state, { url: options.webhookUrl, speed: options.webhookSpeed });
  const payments = new Payments({
    state,
    announce: (payment, transactionKey) => webhooks.paymentChanged(payment, transactionKey),
  });
  const billing = new Billing({
    state,
    payments,
    announceDeleted: (billingKey, reason) => webhooks.billingDeleted(billingKey, reason),
  });
  const parts = { state, payments, billing };
  const app = express().disable('x-powered-by');
  app.get('/health', (_req, res) => void res.send('ok'));
  app.use('/developers', tossDevelopers(parts));
  app.use('/v1', tossApi({ ...parts, secretKey: keys.tossSecretKey }));
  // Windows expire without a request, too.
  const expiry = setInterval(() => payments.expire(), 1_000).unref();

  return {
    server: createServer(app),
    mount(origin) {
      app.get('/sdk', (_req, res) => void res.type('text/javascript').send(sdkScript(origin)));
      app.use('/window', tossWindows({ ...parts, clientKey: keys.tossClientKey, origin }));
      webhooks.start();
      return { tossUrl: origin, ...keys };
    },
    stop() {
      clearInterval(expiry);
      webhooks.stop();
      state.flush();
    },
  };
};
