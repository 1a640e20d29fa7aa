import { constants, deflateRawSync } from 'node:zlib';

type Variables = Record<string, string | undefined>;

const isSecretName = (name: string) => /_(TOKEN|SECRET|KEY|KEYS)$/.test(name);
/** Words found in placeholders and in the values of development and tests. */
const placeholders = /secret|password|changeme|change-me|example|placeholder|letmein|default|local-|test-/i;
const minDistinct = 8;
const maxFolded = 0.75;

/** Splits a key ring, `k1:<key>,k2:<key>`; returns any other value itself. */
const keysOf = (name: string, value: string): string[] =>
  name.endsWith('_KEYS') ? value.split(',').map((each) => each.slice(each.indexOf(':') + 1)) : [value];

/** Share of characters that continue the sequence of the two before them: `abc`, `321`, `xxx`. */
const runShare = (text: string): number => {
  const codes = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return (
    steps.slice(1).filter((step, index) => step === steps[index] && Math.abs(step) < 2).length / codes.length
  );
};

/** Length after compression. A fixed code spends eight bits on each random letter, however few distinct letters there are. */
const foldedLength = (text: string) => deflateRawSync(text, { level: 9, strategy: constants.Z_FIXED }).length;

/** Returns whether a key looks hand-made: too few distinct characters, repetition, a run of the alphabet, or a placeholder. */
export const isGuessable = (key: string): boolean =>
  new Set(key).size < minDistinct ||
  placeholders.test(key) ||
  runShare(key) > 0.5 ||
  foldedLength(key) < key.length * maxFolded;

const guessableSecrets = (variables: [string, string][]): string[] =>
  variables
    .filter(([name, value]) => isSecretName(name) && keysOf(name, value).some(isGuessable))
    .map(([name]) => `${name}: is guessable; use random bytes, as of \`openssl rand -hex 32\``);

const repeatedSecrets = (variables: [string, string][]): string[] => {
  const ownerOf = new Map<string, string>();
  const problems: string[] = [];
  for (const [name, value] of variables.filter(([each]) => isSecretName(each))) {
    for (const key of keysOf(name, value)) {
      const owner = ownerOf.get(key);
      if (owner) problems.push(`${name}: is the same as ${owner}; every secret needs a value of its own`);
      else ownerOf.set(key, name);
    }
  }
  return problems;
};

/** Internal addresses stay inside the network; every other address carries personal data over the open internet. */
const openConnections = (variables: [string, string][]): string[] =>
  variables.flatMap(([name, value]) => {
    if (/^(http|ws):/i.test(value) && !name.endsWith('_INTERNAL_URL')) return [`${name}: has to be https`];
    const isOpenMail = /^smtp:/i.test(value) && !/[?&]requireTLS=true\b/.test(value);
    return isOpenMail ? [`${name}: has to be smtps, or end in ?requireTLS=true`] : [];
  });

/** Returns one line per value that is fit for development only; never the value. */
export const productionProblems = (variables: Variables): string[] => {
  const set = Object.entries(variables).flatMap(([name, value]): [string, string][] =>
    value ? [[name, value]] : [],
  );
  return [...openConnections(set), ...guessableSecrets(set), ...repeatedSecrets(set)];
};
