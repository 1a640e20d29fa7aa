/** Prepares, then runs one compiled program: `node scripts/run.mjs bench/dist/main.js …`. */
import { fail } from './lib/console.mjs';
import { prepare } from './lib/prepare.mjs';
import { inherit } from './lib/process.mjs';

await prepare({ withBrowser: true }).catch((error) => fail(error.message));
process.exit(await inherit(process.execPath, process.argv.slice(2)));
