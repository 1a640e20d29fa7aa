/** `path` if it leads to a page of our own app, else undefined: never to another site, nor to a service. */
export const ownPath = (path: string | null | undefined): string | undefined => {
  if (!path || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path)) return undefined;
  const base = 'https://maru.invalid';
  const url = new URL(path, base);
  const isService = /^\/(user|chat|socket\.io|__local)(\/|$)/.test(url.pathname);
  return url.origin === base && !isService ? url.pathname + url.search + url.hash : undefined;
};
