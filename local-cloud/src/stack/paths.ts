import { fileURLToPath } from 'node:url';

/** The repository's folder; this file runs from `local-cloud/dist/stack`. */
export const repoRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
