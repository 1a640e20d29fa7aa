import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { S3Error } from './s3-error.js';
import { sha256 } from './signature.js';

const maxBytes = 64 * 1024 * 1024;

/** The whole body; bounded, since it is held in memory. */
export const readAll = async (req: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new S3Error(400, 'EntityTooLarge');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Undoes aws-chunked: `<hex size>[;signature]\r\n<data>\r\n … 0\r\n<trailers>`. */
const decodeChunks = (raw: Buffer): { data: Buffer; trailers: Record<string, string> } => {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = raw.indexOf('\r\n', at);
    const size = Number.parseInt(raw.toString('latin1', at, lineEnd), 16);
    at = lineEnd + 2;
    if (lineEnd < 0 || Number.isNaN(size)) throw new S3Error(400, 'IncompleteBody');
    if (size === 0) break;
    parts.push(raw.subarray(at, at + size));
    at += size + 2;
  }
  const lines = raw
    .toString('latin1', at)
    .split('\r\n')
    .filter((line) => line.includes(':'));
  const trailers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1).trim(),
  ]);
  return { data: Buffer.concat(parts), trailers: Object.fromEntries(trailers) as Record<string, string> };
};

const base64Crc32 = (data: Buffer): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(data));
  return bytes.toString('base64');
};

/** The object that a request carries, with every digest that the SDK sent checked. */
export const readObject = async (
  req: IncomingMessage,
  url: URL,
): Promise<{ data: Buffer; crc32: string }> => {
  const raw = await readAll(req);
  const mode = String(req.headers['x-amz-content-sha256'] ?? '');
  const { data, trailers } = mode.startsWith('STREAMING-') ? decodeChunks(raw) : { data: raw, trailers: {} };
  const decodedLength = req.headers['x-amz-decoded-content-length'];
  if (decodedLength !== undefined && Number(decodedLength) !== data.length)
    throw new S3Error(400, 'IncompleteBody');
  if (/^[0-9a-f]{64}$/.test(mode) && sha256(data) !== mode)
    throw new S3Error(400, 'XAmzContentSHA256Mismatch');

  const crc = base64Crc32(data);
  const name = 'x-amz-checksum-crc32';
  const claimed = [(trailers as Record<string, string>)[name], req.headers[name], url.searchParams.get(name)];
  if (claimed.some((each) => each && each !== crc)) {
    throw new S3Error(400, 'BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
  }
  const md5 = req.headers['content-md5'];
  if (md5 && createHash('md5').update(data).digest('base64') !== md5) throw new S3Error(400, 'BadDigest');
  return { data, crc32: crc };
};
