const fetchText = async (url: URL): Promise<{ text: string; type: string } | undefined> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    const text = await response.text();
    return response.ok ? { text, type: response.headers.get('content-type') ?? '' } : undefined;
  } catch {
    return undefined;
  }
};

const moduleScripts = (html: string): string[] =>
  [...html.matchAll(/<script\b[^>]*\btype="module"[^>]*\bsrc="([^"]+)"/g)].flatMap((match) => match[1] ?? []);

const importsOf = (source: string): string[] =>
  [...source.matchAll(/^import\s(?:[^'"]*\sfrom\s+)?["']([^"']+)["']/gm)].flatMap((match) => match[1] ?? []);

const module = async (url: URL): Promise<string | undefined> => {
  const found = await fetchText(url);
  return found?.type.includes('javascript') ? found.text : undefined;
};

/**
 * Returns whether a browser would show the page: its module scripts and all their imports must answer with JavaScript. For a
 * broken path, a development server answers with the page itself, and a browser then shows nothing.
 */
export const pageLoads = async (url: string): Promise<boolean> => {
  const base = new URL(url);
  const scripts = moduleScripts((await fetchText(base))?.text ?? '');
  const loads = async (path: string): Promise<boolean> => {
    const source = await module(new URL(path, base));
    if (source === undefined) return false;
    const imported = await Promise.all(
      importsOf(source).map((each) => module(new URL(each, new URL(path, base)))),
    );
    return imported.every((each) => each !== undefined);
  };
  return scripts.length > 0 && (await Promise.all(scripts.map(loads))).every(Boolean);
};
