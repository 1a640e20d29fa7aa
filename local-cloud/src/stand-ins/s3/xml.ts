const escapes: Record<string, string> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export const escapeXml = (value: string | number | boolean): string =>
  String(value).replace(/[<>&"']/g, (c) => escapes[c] ?? c);

const unescapeXml = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|apos|#\d+|#x[\da-f]+);/gi, (_all, entity: string) => {
    const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return entities[entity] ?? String.fromCodePoint(code);
  });

/** Returns the inner texts of every `<name>` in `xml`; S3's requests are flat enough for this. */
export const innerTexts = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g'))].map((match) =>
    unescapeXml(match[1] ?? ''),
  );

/** Writes `<name>` for each key, in order; list values repeat their element. */
export const element = (name: string, content: Record<string, unknown> | string): string => {
  const inner =
    typeof content === 'string'
      ? content
      : Object.entries(content)
          .flatMap(([key, value]) =>
            Array.isArray(value)
              ? value.map((each: unknown) => [key, each] as const)
              : [[key, value] as const],
          )
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) =>
            typeof value === 'object' && value !== null
              ? element(key, value as Record<string, unknown>)
              : `<${key}>${escapeXml(String(value))}</${key}>`,
          )
          .join('');
  return `<${name}>${inner}</${name}>`;
};
