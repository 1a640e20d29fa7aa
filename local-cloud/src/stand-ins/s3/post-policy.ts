import { S3Error } from './s3-error.js';
import { authorizePolicy, type Credentials } from './signature.js';

export interface PostedForm {
  fields: Record<string, string>;
  file: { data: Buffer; name: string };
}

/** Parses multipart/form-data up to the file, which S3 requires last. */
export const parseForm = (contentType: string, body: Buffer): PostedForm => {
  const boundary = /boundary=("?)([^";]+)\1/.exec(contentType)?.[2];
  if (!boundary)
    throw new S3Error(
      412,
      'PreconditionFailed',
      'Bucket POST must be of the enclosure-type multipart/form-data',
    );
  // A delimiter is a line of its own; a similar string within a line belongs to the part.
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const fields: Record<string, string> = {};
  for (let from = whole.indexOf(delimiter); from >= 0;) {
    const to = whole.indexOf(delimiter, from + delimiter.length);
    if (to < 0) break;
    const part = whole.subarray(from + delimiter.length + 2, to);
    const headEnd = part.indexOf('\r\n\r\n');
    const head = part.toString('utf8', 0, headEnd);
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    const data = part.subarray(headEnd + 4);
    if (name === 'file') return { fields, file: { data, name: /filename="([^"]*)"/.exec(head)?.[1] ?? '' } };
    fields[name.toLowerCase()] = data.toString();
    from = to;
  }
  throw new S3Error(400, 'InvalidArgument', 'POST requires exactly one file upload per request.');
};

type Condition = [operator: string, field: string, value: string] | ['content-length-range', number, number];

const normalize = (condition: unknown): Condition => {
  // A policy condition is a list, or an object that means equality.
  if (Array.isArray(condition)) return condition as Condition;
  const [field = '', value = ''] = Object.entries(condition as Record<string, string>)[0] ?? [];
  return ['eq', `$${field}`, value];
};

const checkSize = (size: number, min: number, max: number) => {
  if (size < min)
    throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  if (size > max)
    throw new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
};

const invalid = (why: string) => new S3Error(403, 'AccessDenied', `Invalid according to Policy: ${why}`);

/** Returns the key. @throws Unless the form's policy is signed and unexpired, and every condition and field matches. */
export const checkPolicy = (bucket: string, form: PostedForm, credentials: Credentials): string => {
  const { fields, file } = form;
  if (!fields.policy) throw new S3Error(403, 'AccessDenied', 'Access Denied');
  authorizePolicy(fields, credentials);
  // Signed by us.
  const policy = JSON.parse(Buffer.from(fields.policy, 'base64').toString()) as {
    expiration: string;
    conditions: unknown[];
  };
  if (!(Date.parse(policy.expiration) > Date.now())) throw invalid('Policy expired.');

  const key = (fields.key ?? '').replace('${filename}', () => file.name);
  const values: Record<string, string> = { ...fields, bucket, key };
  const mentioned = new Set(['policy', 'x-amz-signature', 'file']);
  for (const condition of policy.conditions.map(normalize)) {
    if (condition[0] === 'content-length-range') {
      checkSize(file.data.length, Number(condition[1]), Number(condition[2]));
      continue;
    }
    const [operator, dollarName, wanted] = condition as [string, string, string];
    const name = dollarName.slice(1).toLowerCase();
    mentioned.add(name);
    const value = values[name] ?? '';
    const isMet = operator === 'eq' ? value === wanted : value.startsWith(wanted);
    if (!isMet) throw invalid(`Policy Condition failed: ["${operator}", "${dollarName}", "${wanted}"]`);
  }
  const extra = Object.keys(fields).find((name) => !mentioned.has(name) && !name.startsWith('x-ignore-'));
  if (extra) throw invalid(`Extra input fields: ${extra}`);
  return key;
};
