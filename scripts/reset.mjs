/** `npm run reset`: forgets all local data. What was installed or unpacked stays. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from './lib/console.mjs';
import { root } from './lib/process.mjs';

const state = join(root, '.local/stack');
const lock = join(state, 'stack.json');

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

if (existsSync(lock) && isAlive(JSON.parse(readFileSync(lock, 'utf8')).pid))
  fail('Maru is running; stop it first (Ctrl-C).');
rmSync(state, { recursive: true, force: true });
console.log('\n  Local data is gone. `npm start` begins anew.\n');
