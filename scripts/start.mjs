/** `npm start`: installs missing dependencies, compiles, and runs the whole product until Ctrl-C. */
import { fail } from './lib/console.mjs';
import { prepare } from './lib/prepare.mjs';
import { inherit } from './lib/process.mjs';

console.log('\nPreparing\n');
await prepare().catch((error) => fail(error.message));
process.exit(await inherit(process.execPath, ['local-cloud/dist/main.js', ...process.argv.slice(2)]));
