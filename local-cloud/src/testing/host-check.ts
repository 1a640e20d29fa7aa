import { get } from 'node:http';

/** The status of the answer to a request that names `host`, which fetch does not let its caller choose. */
export const statusFor = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { host }, agent: false }, (answer) => {
      answer.destroy();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
