import { brokenRules, compileRules, lettersOf } from '@maru/contracts/content-rules';
import { contentRule, type ContentRule } from '@maru/contracts/http/chat/content-rules';
import { limits } from '@maru/contracts/limits';

const { messageText, blockedWords, blockedLettersPerServer, contentRulesPerServer } = limits;

const id = (index: number) => `01J0000000000000000000${String(index).padStart(4, '0')}`;

const aRule = (index: number, words: string[]): ContentRule =>
  contentRule.parse({
    contentRuleId: id(index),
    serverId: id(0),
    name: 'bench',
    isEnabled: true,
    trigger: { kind: 'words', words },
    action: 'block',
    timeoutSeconds: 600,
    exemptRoleIds: [],
    exemptChannelIds: [],
  });

/** The maximum number of words in a server, across its rules; `wordOf` makes the n-th word. */
const fullServer = (wordOf: (index: number) => string): ContentRule[] => {
  const perRule = Array.from({ length: contentRulesPerServer }, (): string[] => []);
  let letters = 0;
  for (let index = 0; index < contentRulesPerServer * blockedWords.max; index += 1) {
    const word = wordOf(index);
    letters += lettersOf({ trigger: { kind: 'words', words: [word] } });
    if (letters > blockedLettersPerServer) break;
    perRule[index % contentRulesPerServer]?.push(word);
  }
  return perRule.filter((words) => words.length > 0).map((words, index) => aRule(index + 1, words));
};

const cjk = (index: number) => String.fromCharCode(0x4e00 + index);
const ruleSets: Record<string, ContentRule[]> = {
  'one letter again and again': fullServer((index) => `${'가'.repeat(57)}${index}`),
  'Latin prefixes': fullServer((index) => `${'a'.repeat(56)}${1_000 + index}`),
  'short words': fullServer((index) => `${cjk(index)}가나`),
  'words that share nothing': fullServer((index) => `${cjk(index)}${'a시ㄹ'.repeat(19)}`.slice(0, 60)),
};

const fill = (text: string) => text.repeat(messageText.max).slice(0, messageText.max);
const ordinary = fill('안녕하세요 hello, 오늘 회의는 세 시예요. ');
const texts: Record<string, string> = {
  'one letter': fill('가'),
  'one Latin letter': fill('a'),
  'both in turn': fill('a가'),
  'loose consonants': fill('시ㄹ'),
  'letters under marks': fill(`a${'\u0301\u0323'.repeat(20)}`),
  'letters that unpack': fill('㎉'),
  'look-alikes': fill('ѕрам '),
};

/** The median of many runs: pauses of the garbage collector don't count. */
const medianMs = (work: () => unknown): number => {
  const times: number[] = [];
  for (let run = 0; run < 60; run += 1) {
    const startedAt = performance.now();
    work();
    times.push(performance.now() - startedAt);
  }
  return times.toSorted((a, b) => a - b)[30] ?? 0;
};

/** Prints the cost per message of the most expensive rules that pass validation, absolute and relative to an ordinary message. */
export const measureContentRules = (): void => {
  console.log(`\n  Blocked words: messages of ${messageText.max} characters, the fullest servers\n`);
  for (const text of Object.values(texts))
    medianMs(() => brokenRules(text, compileRules([aRule(1, ['하나'])])));
  let worst = { ms: 0, name: '' };
  for (const [name, rules] of Object.entries(ruleSets)) {
    const compiled = compileRules(rules);
    const usualMs = medianMs(() => brokenRules(ordinary, compiled));
    const [text, ms] = Object.entries(texts)
      .map(([each, content]) => [each, medianMs(() => brokenRules(content, compiled))] as const)
      .reduce((one, other) => (other[1] > one[1] ? other : one));
    if (ms > worst.ms) worst = { ms, name: `${name}, ${text}` };
    console.log(
      `  ${name.padEnd(28)} ${(compiled.bytes / 1e6).toFixed(2)} MB  ordinary ${usualMs.toFixed(2)} ms  ` +
        `worst ${ms.toFixed(2)} ms (${text})  ratio ${(ms / usualMs).toFixed(1)}`,
    );
  }
  const none = compileRules([aRule(1, ['하나'])]);
  const baseMs = medianMs(() => brokenRules(ordinary, none));
  console.log(`\n  One rule of one word: ${baseMs.toFixed(2)} ms for the ordinary message.`);
  console.log(`  Worst of all: ${worst.ms.toFixed(2)} ms (${worst.name}); the bound is 2 ms.\n`);
};
