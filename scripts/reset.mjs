/** `npm run reset`: deletes all local data. Installed and unpacked programs stay. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from './lib/console.mjs';
import { lockHolder } from './lib/lock.mjs';
import { root } from './lib/process.mjs';

const state = join(root, '.local/stack');

if (lockHolder(join(state, 'stack.json'))) fail('Maru is running; stop it first (Ctrl-C).');
rmSync(state, { recursive: true, force: true });
console.log('\n  Local data is gone. `npm start` begins anew.\n');
