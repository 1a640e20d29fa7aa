import { get } from 'node:http';

/** Returns the status of a request with the Host header `host`, which fetch doesn't let its caller choose. */
export const statusFor = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { host }, agent: false }, (answer) => {
      answer.destroy();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
