/** Returns `path` if it leads to a page of our own app, otherwise `undefined`: never to another site or a service. */
export const ownPath = (path: string | null | undefined): string | undefined => {
  if (!path || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path)) return undefined;
  const base = 'https://maru.invalid';
  const url = new URL(path, base);
  const isService = /^\/(user|chat|socket\.io|__local)(\/|$)/.test(url.pathname);
  // `/.//evil.example` looks like a path until it is normalised.
  const isOwn = url.origin === base && !url.pathname.startsWith('//') && !isService;
  return isOwn ? url.pathname + url.search + url.hash : undefined;
};
