import { join } from 'node:path';
import { readEnvFile } from '@maru/service-kit/env';
import { repoRoot } from './paths.js';
import { settingNames, type Settings } from './setting-names.js';
import { ignoredVariables } from './shell.js';

export interface ReadSettings {
  settings: Settings;
  /** One line per oddity that the developer should know about; never a value. */
  warnings: string[];
}

const ignoredLine = (name: string, file: Record<string, string>) =>
  file[name]
    ? `${name} of the shell is ignored; the value of .env is used`
    : `${name} of the shell is ignored; only .env configures local development`;

/**
 * Settings come from `.env` only: the shell's variables belong to other work. A shell variable that silently overrides `.env`
 * once broke uploads on a single computer.
 */
export const readSettings = (
  shell: NodeJS.ProcessEnv = process.env,
  path = join(repoRoot, '.env'),
): ReadSettings => {
  const { variables, problems } = readEnvFile(path);
  const settings: Settings = {};
  for (const name of settingNames) if (variables[name]) settings[name] = variables[name];
  const { PUBLIC_ORIGIN: origin } = settings;
  if (origin && !/^https?:\/\/[^/]+\/?$/.test(origin))
    throw new Error('.env: PUBLIC_ORIGIN has to be an origin such as http://maru.lan:8080');
  const known = new Set<string>(settingNames);
  const unknown = Object.keys(variables).filter((name) => !known.has(name));
  return {
    settings,
    warnings: [
      ...problems.map((problem) => `.env: ${problem}`),
      ...unknown.map((name) => `.env: ${name} is no setting of Maru (see .env.example)`),
      ...ignoredVariables(shell).map((name) => ignoredLine(name, variables)),
    ],
  };
};
