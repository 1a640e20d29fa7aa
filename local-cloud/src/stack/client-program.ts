import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersHttp } from '../supervisor/health.js';
import { pageLoads } from '../supervisor/page.js';
import type { PartSpec, TaskSpec } from '../supervisor/part.js';
import { repoRoot } from './paths.js';

/** Vite turns paths into URLs, in which these characters have another meaning: the page would stay blank. */
const needsLink = (path: string) => /[^\p{L}\p{M}\p{N}_./ -]/u.test(path);

/** Working directory and command of Vite. */
export interface ClientProgram {
  part: (kind: 'dev' | 'built', port: number, env: Record<string, string>) => PartSpec;
  buildTask: () => TaskSpec;
  /** Removes the link. */
  close: () => void;
}

const viteBin = (repo: string) => join(repo, 'node_modules/vite/bin/vite.js');

const linkTo = (repo: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'maru-client-'));
  const link = join(folder, 'repository');
  symlinkSync(repo, link);
  return { link, close: () => rmSync(folder, { recursive: true, force: true }) };
};

/**
 * Runs Vite on this repository, through a symbolic link if the folder's name has characters that it can't handle. @throws For a
 * name that breaks even the link.
 */
export const createClientProgram = (repo = repoRoot): ClientProgram => {
  if (repo.includes('?'))
    throw new Error(
      `The folder ${repo} has a ? in its name, which the client's tools can't read; rename it.`,
    );
  const isLinked = needsLink(repo);
  const { link, close } = isLinked ? linkTo(repo) : { link: repo, close: () => undefined };
  const vite = isLinked
    ? viteBin(link)
    : join(createRequire(join(repo, 'client/package.json')).resolve('vite/package.json'), '../bin/vite.js');
  const node = isLinked ? ['--preserve-symlinks', '--preserve-symlinks-main', vite] : [vite];
  const common = {
    command: process.execPath,
    // A process's working directory is always the real one, so the link must be named explicitly.
    cwd: isLinked ? tmpdir() : join(repo, 'client'),
  };
  const linkEnv: Record<string, string> = isLinked ? { MARU_LINKED: '1' } : {};
  const root = join(link, 'client');
  return {
    close,
    part: (kind, port, env) => {
      const url = `http://127.0.0.1:${port}`;
      const command = kind === 'built' ? ['preview', root] : [root];
      return {
        ...common,
        name: 'client',
        args: [...node, ...command, '--port', String(port), '--strictPort', '--host', '127.0.0.1'],
        env: { ...linkEnv, ...env },
        isReady: () => pageLoads(url),
        isAlive: () => answersHttp(url),
      };
    },
    buildTask: () => ({
      ...common,
      name: 'client build',
      args: [...node, 'build', root, '--logLevel', 'warn'],
      env: { ...linkEnv, NODE_ENV: 'production' },
    }),
  };
};
