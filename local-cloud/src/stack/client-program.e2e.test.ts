import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from '@jest/globals';
import type * as SupervisorModule from '../supervisor/supervisor.js';
import type * as ClientProgram from './client-program.js';
import { freePorts } from './ports.js';
import { shellForParts } from './shell.js';

const repo = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const compiled = (path: string): Promise<unknown> => import(join(repo, 'local-cloud/dist', path));
const { Supervisor } = (await compiled('supervisor/supervisor.js')) as typeof SupervisorModule;
const { createClientProgram } = (await compiled('stack/client-program.js')) as typeof ClientProgram;

const parent = mkdtempSync(join(tmpdir(), 'maru-folders-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** A small page with the client's real configuration and the repository's packages. */
const clientIn = (name: string): string => {
  const folder = join(parent, name);
  mkdirSync(join(folder, 'client/src/app'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  for (const each of readdirSync(join(repo, 'node_modules')).filter((entry) => !entry.startsWith('.')))
    symlinkSync(join(repo, 'node_modules', each), join(folder, 'node_modules', each));
  if (existsSync(join(repo, 'client/node_modules')))
    symlinkSync(join(repo, 'client/node_modules'), join(folder, 'client/node_modules'));
  const write = (path: string, text: string) => writeFileSync(join(folder, 'client', path), text);
  for (const each of ['package.json', 'vite.config.ts', 'chunks.ts', 'page-headers.ts'])
    copyFileSync(join(repo, 'client', each), join(folder, 'client', each));
  write('index.html', '<div id="root"></div><script type="module" src="/src/app/main.tsx"></script>');
  write(
    'src/app/main.tsx',
    "import '@/app/style.css';\nimport { text } from './text';\nexport const page = <p>{text}</p>;\n",
  );
  write('src/app/style.css', 'p { color: red }');
  write('src/app/text.ts', "export const text = '마루';\n");
  return folder;
};

it.each(['a#b', 'a%20b', `100% "it's"`])(
  'a folder named %s serves the page, its module and all imports',
  async (name) => {
    const supervisor = new Supervisor({
      env: shellForParts(),
      onLine: () => undefined,
    });
    const program = createClientProgram(clientIn(name));
    try {
      const [port = 0] = await freePorts(1);
      await supervisor.start(program.part('dev', port, {}));
      const answer = await fetch(`http://127.0.0.1:${port}/src/app/main.tsx`);
      expect(answer.headers.get('content-type')).toContain('javascript');
    } finally {
      await supervisor.stop();
      program.close();
    }
  },
  90_000,
);

it('a folder with a question mark is refused with the reason', () => {
  expect(() => createClientProgram('/home/a/what?')).toThrow(/has a \? in its name.*rename it/);
});
