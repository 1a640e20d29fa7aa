import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import type { RequestUrl } from './request-url.js';
import { S3Error } from './s3-error.js';
import { sha256 } from './signature.js';

const maxBytes = 64 * 1024 * 1024;

/** Reads the whole body; bounded, because it is held in memory. */
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

interface Decoded {
  data: Buffer;
  trailers: Record<string, string>;
}

/** Undoes aws-chunked: `<hex size>[;signature]\r\n<data>\r\n … 0\r\n<trailers>`. */
const decodeChunks = (raw: Buffer): Decoded => {
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

const base64Hash = (algorithm: string) => (data: Buffer) =>
  createHash(algorithm).update(data).digest('base64');

/** Checksums that a request may declare, and their algorithms. CRC32C and CRC64NVME are not verified: Node has neither. */
const digests: [header: string, compute: (data: Buffer) => string][] = [
  ['content-md5', base64Hash('md5')],
  ['x-amz-checksum-crc32', base64Crc32],
  ['x-amz-checksum-sha1', base64Hash('sha1')],
  ['x-amz-checksum-sha256', base64Hash('sha256')],
];

/** Reads the object of a request and verifies every declared digest. */
export const readObject = async (
  req: IncomingMessage,
  url: RequestUrl,
): Promise<{ data: Buffer; crc32: string }> => {
  const raw = await readAll(req);
  const mode = String(req.headers['x-amz-content-sha256'] ?? '');
  const { data, trailers }: Decoded = mode.startsWith('STREAMING-')
    ? decodeChunks(raw)
    : { data: raw, trailers: {} };
  const decodedLength = req.headers['x-amz-decoded-content-length'];
  if (decodedLength !== undefined && Number(decodedLength) !== data.length)
    throw new S3Error(400, 'IncompleteBody');
  if (/^[0-9a-f]{64}$/.test(mode) && sha256(data) !== mode)
    throw new S3Error(400, 'XAmzContentSHA256Mismatch');

  for (const [name, compute] of digests) {
    const claimed = [trailers[name], req.headers[name], url.searchParams.get(name)].filter(Boolean);
    if (claimed.some((each) => each !== compute(data))) {
      throw new S3Error(400, 'BadDigest', `The ${name} you specified did not match the calculated checksum.`);
    }
  }
  return { data, crc32: base64Crc32(data) };
};
