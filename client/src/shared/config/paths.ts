/** Every address of the app: `path` for the router, `to` for links. */
export const paths = {
  landing: { path: '/', to: () => '/' },
  signIn: { path: '/sign-in', to: (returnTo?: string) => withReturn('/sign-in', returnTo) },
  signUp: { path: '/sign-up', to: (returnTo?: string) => withReturn('/sign-up', returnTo) },
  confirm: { path: '/sign-up/confirm', to: (returnTo?: string) => withReturn('/sign-up/confirm', returnTo) },
  invite: { path: '/invite/:code', to: (code: string) => `/invite/${code}` },
  servers: { path: '/servers', to: () => '/servers' },
  server: { path: '/servers/:serverId', to: (serverId: string) => `/servers/${serverId}` },
  channel: {
    path: '/servers/:serverId/:channelId',
    to: (serverId: string, channelId: string) => `/servers/${serverId}/${channelId}`,
  },
} as const;

const withReturn = (path: string, returnTo: string | undefined) =>
  returnTo ? `${path}?returnTo=${encodeURIComponent(returnTo)}` : path;

/** Where to go after signing in: only a path of our own, never another site. */
export const safeReturnTo = (value: string | null): string => {
  const isOwnPath = value !== null && /^\/(?![/\\])/.test(value);
  return isOwnPath ? value : paths.servers.to();
};
