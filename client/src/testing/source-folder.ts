import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The client's sources, for tests that read them. Jest may be started in the repository's root or in the client's folder. */
export const sourceFolder = resolve(existsSync('client/src') ? 'client/src' : 'src');
