import { S3Error } from './s3-error.js';

/** Returns a request's path and query. Not a `URL`, which would resolve `..` and turn `\\` into `/`: S3 takes keys verbatim. */
export interface RequestUrl {
  pathname: string;
  searchParams: URLSearchParams;
}

export const parseRequestUrl = (target: string): RequestUrl & { bucket: string; key: string } => {
  const at = target.indexOf('?');
  const pathname = at < 0 ? target : target.slice(0, at);
  const searchParams = new URLSearchParams(at < 0 ? '' : target.slice(at));
  try {
    const [, bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent);
    return { pathname, searchParams, bucket, key: rest.join('/') };
  } catch {
    throw new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
};
