import { fileURLToPath } from 'node:url';

/** The repository's folder, as seen from `local-cloud/dist/stack`. */
export const repoRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
