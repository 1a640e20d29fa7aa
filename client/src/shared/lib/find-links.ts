export interface Link {
  /** As it was written. */
  text: string;
  href: string;
  /** Its offset in the text. */
  index: number;
}

/** Domains of which an address is a link without `https://`. None of them is also the ending of a file's name. */
const bareDomains = 'com net org edu gov kr io dev me gg be jp us uk de fr eu tv 한국'.split(' ').join('|');
const letter = '[A-Za-z0-9\\p{Script=Hangul}]';
const bareLabel = `${letter}(?:[A-Za-z0-9\\p{Script=Hangul}-]{0,61}${letter})?`;
/** Without a scheme, what follows a word, a path or an `@` is the rest of that. */
const bareStart = '(?<![A-Za-z0-9_@/.:+-])';
const bare = `${bareStart}(?:www\\.(?=[A-Za-z0-9])|(?=(?:${bareLabel}\\.){1,8}(?:${bareDomains})(?![A-Za-z0-9.@_-])))`;
const address = new RegExp(`(?<![A-Za-z0-9+])https?:\\/\\/|${bare}`, 'giu');

/** No link goes beyond blanks, quotes, or the marks and brackets of Korean, Chinese and Japanese text. */
const outside = /[\s\p{C}<>"`\\^{}|“”‘’«»‹›…‥·、。，．！？：；～（）「」『』《》〈〉【】〔〕［］｛｝]/u;

const particles = [
  '은 는 이 가 을 를 의 도 만 와 과 랑 이랑 하고 로 으로 에 에서 께 에게 한테 까지 부터 처럼 보다 마다 밖에 조차 마저 나 이나',
  '라도 이라도 라고 이라고 라는 이라는 란 이란 로서 으로서 로써 으로써 든지 이든지 좀 요 이요 고 이고 며 이며 다 이다 야 이야',
  '입니다 이에요 예요 에요 이예요 인데 네요 이네요 죠 이죠 인가요 였어요 이었어요',
]
  .join(' ')
  .split(' ');
/** `에서는`, `까지만`: a particle may carry another one. */
const second = '(?:은|는|도|만|만은|의|요)?';
const particle = `(?:${particles.sort((a, b) => b.length - a.length).join('|')})${second}`;
/** A particle after what is no Hangul; a page of a site may itself be called 은. */
const endsInParticle = new RegExp(`(?<=[A-Za-z0-9)\\]'*~]|__|^[^/]+\\/)${particle}$`, 'u');

const closers: Record<string, string> = { ')': '(', ']': '[' };

/** Up to a bracket that closes what was opened before the link. */
const untilUnopened = (text: string): string => {
  const open: string[] = [];
  for (const [index, character] of Array.from(text).entries()) {
    if (character === '(' || character === '[') open.push(character);
    const opener = closers[character];
    if (opener && open.pop() !== opener) return Array.from(text).slice(0, index).join('');
  }
  return text;
};

/** Up to the mark of emphasis that also stands before the link: `**https://…**`. */
const untilEmphasis = (text: string, before: string): string => {
  const mark = /(?:\*{1,3}|_{1,2}|~~)$/.exec(before)?.[0];
  const end = mark ? text.lastIndexOf(mark) : -1;
  return end < 0 || !mark || /[A-Za-z0-9/]/.test(text.slice(end + mark.length)) ? text : text.slice(0, end);
};

/** Without particles, punctuation and unclosed brackets at the end. */
const withoutTail = (text: string): string => {
  const shorter = untilUnopened(text)
    .replace(/(?<![.,;:!?'*~([])[.,;:!?'*~([]+$/, '')
    .replace(endsInParticle, '');
  return shorter === text ? text : withoutTail(shorter);
};

/** Longest first: top-level domains in Hangul, after which a particle may follow. */
const hangulDomains = /^(?:한국|닷컴|닷넷|삼성)/;
const latinLabel = /^[A-Za-z0-9-]+/;

/** A host's last label, without the particle that follows: no label mixes Latin letters with Hangul at the top. */
const topLabel = (label: string): string =>
  (latinLabel.exec(label) ?? hangulDomains.exec(label))?.[0] ?? label;

interface Parts {
  host: string;
  port: string;
  rest: string;
}

/** The host as it was written, without a dot or particle at its end. */
const hostOf = (written: string): string => {
  if (written.startsWith('[')) return written;
  const labels = written.replace(/(?<!\.)\.+$/, '').split('.');
  return [...labels.slice(0, -1), topLabel(labels.at(-1) ?? '')].join('.');
};

const hostAndPort = /^(\[[0-9a-f:.]+\]|[\p{L}\p{M}\p{N}.-]+)(:\d{1,5}(?![\d@]))?/iu;

/** Splits the text after the scheme. Rejects addresses that name a user: most of them are tricks. */
const partsOf = (written: string): Parts | undefined => {
  const [all, given = '', port = ''] = hostAndPort.exec(written) ?? [];
  if (all === undefined) return undefined;
  const after = written.slice(all.length);
  if (/^(?::[^/?#]*)?@/.test(after)) return undefined;
  const host = hostOf(given);
  // Text after a host that was cut short, or after a host without a slash, is not part of the link.
  if (host !== given) return { host, port: '', rest: '' };
  return { host, port, rest: /^[/?#]/.test(after) ? after : '' };
};

const isHost = (host: string): boolean =>
  host === 'localhost' || host.startsWith('[') || /^[^.]+(?:\.[^.]+)+$/.test(host);

const linkAt = (text: string, index: number, scheme: string): Link | undefined => {
  const written = text.slice(index + scheme.length);
  const end = written.search(outside);
  const whole = untilEmphasis(end < 0 ? written : written.slice(0, end), text.slice(0, index));
  const parts = partsOf(whole);
  if (!parts || !isHost(parts.host)) return undefined;
  const { host, port, rest } = parts;
  const kept = scheme + withoutTail(host + port + rest);
  const href = /^https?:/i.test(scheme) ? kept : `https://${kept}`;
  return URL.canParse(href) ? { text: kept, href, index } : undefined;
};

/** The addresses of the web in a text, without the particles, marks and brackets that follow them. */
export const findLinks = (text: string): Link[] => {
  const links: Link[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    if (match.index < from) continue;
    const link = linkAt(text, match.index, match[0]);
    if (!link) continue;
    links.push(link);
    from = link.index + link.text.length;
  }
  return links;
};
