import express, { type Request, type RequestHandler, type Response } from 'express';
import { bodyBytesOf, type RouteContract } from '@maru/contracts/route';
import { AppError } from '../app-error.js';
import { jsonOptions } from './json.js';
import { pictureBodyOptions } from './picture-body.js';

const parsers = new Map<string, RequestHandler>();

/** One parser per content type and limit in the contracts. */
const parserOf = ({ upload }: RouteContract, limit: number): RequestHandler => {
  const key = `${upload ? 'picture' : 'json'} ${limit}`;
  const known = parsers.get(key);
  if (known) return known;
  // Compressed bodies are refused: none of our clients sends any, and a small one can decompress to a large one.
  const parser = upload
    ? express.raw({ ...pictureBodyOptions(limit), inflate: false })
    : express.json({ ...jsonOptions(limit), inflate: false });
  parsers.set(key, parser);
  return parser;
};

const parse = (parser: RequestHandler, req: Request, res: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    void parser(req, res, (error?: unknown) => (error ? reject(error) : resolve()));
  });

/** A slower sender loses its connection: it would hold memory, and an upload slot. */
export const bodyTimeoutMs = 60_000;

/**
 * Reads the body that the contract declares; nothing for a route without one. Call it after authentication: unauthenticated
 * callers get a small limit. @throws PAYLOAD_TOO_LARGE, before reading, if the declared length exceeds the contract's limit.
 */
export const readBody = async (contract: RouteContract, req: Request, res: Response): Promise<void> => {
  const limit = bodyBytesOf(contract);
  if (limit === 0) return;
  if (Number(req.get('content-length') ?? 0) > limit) throw new AppError('PAYLOAD_TOO_LARGE');
  const timer = setTimeout(() => req.destroy(), bodyTimeoutMs);
  try {
    await parse(parserOf(contract, limit), req, res);
  } finally {
    clearTimeout(timer);
  }
};
