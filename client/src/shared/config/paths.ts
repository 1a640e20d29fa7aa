import type { PaidPlan } from '@maru/contracts/membership';

/** Every address of the app: `path` for the router, `to` for links. The user service sends browsers to some of them. */
export const paths = {
  landing: { path: '/', to: () => '/' },
  terms: { path: '/terms', to: () => '/terms' },
  privacy: { path: '/privacy', to: () => '/privacy' },
  contact: { path: '/contact', to: () => '/contact' },
  signIn: { path: '/sign-in', to: (returnTo?: string) => withReturn('/sign-in', returnTo) },
  signUp: { path: '/sign-up', to: (returnTo?: string) => withReturn('/sign-up', returnTo) },
  confirm: { path: '/sign-up/confirm', to: (returnTo?: string) => withReturn('/sign-up/confirm', returnTo) },
  forgot: { path: '/forgot-password', to: (returnTo?: string) => withReturn('/forgot-password', returnTo) },
  /** Signed in by a provider: the session has to be fetched. */
  complete: { path: '/auth/complete', to: (returnTo?: string) => withReturn('/auth/complete', returnTo) },
  /** A sign-in that needs another step. */
  continueSignIn: {
    path: '/auth/continue',
    to: (returnTo?: string) => withReturn('/auth/continue', returnTo),
  },
  invite: { path: '/invite/:code', to: (code: string) => `/invite/${code}` },
  /** The target of links in invites by e-mail. */
  mailedInvite: { path: '/invite/mail/:token', to: (token: string) => `/invite/mail/${token}` },
  unsubscribe: {
    path: '/invite/mail/:token/unsubscribe',
    to: (token: string) => `/invite/mail/${token}/unsubscribe`,
  },
  servers: { path: '/servers', to: () => '/servers' },
  server: { path: '/servers/:serverId', to: (serverId: string) => `/servers/${serverId}` },
  channel: {
    path: '/servers/:serverId/:channelId',
    /** With `seq`: at that message. */
    to: (serverId: string, channelId: string, seq?: number) =>
      `/servers/${serverId}/${channelId}${seq === undefined ? '' : `?message=${seq}`}`,
    /** A voice channel with its meeting notes beside it. */
    toNotes: (serverId: string, channelId: string) => `/servers/${serverId}/${channelId}?notes`,
  },
  /** The document of a meeting note of a voice channel. */
  note: {
    path: '/servers/:serverId/:channelId/notes/:noteId',
    to: (serverId: string, channelId: string, noteId: string) =>
      `/servers/${serverId}/${channelId}/notes/${noteId}`,
  },
  /** Without a section: the first one, or on a phone the list of all. */
  settings: {
    path: '/settings/:section?',
    to: (section?: SettingsSection) => (section ? `/settings/${section}` : '/settings'),
  },
  /** A document of its own: only its policy lets the payment window in. Links to it load the page anew. */
  checkout: {
    path: '/membership/checkout',
    to: (plan: PaidPlan) => `/membership/checkout?plan=${plan}`,
    /** For a monthly charge instead of one month. */
    toMonthly: (plan: PaidPlan) => `/membership/checkout?plan=${plan}&monthly`,
  },
  /** Another card for the monthly charge. */
  card: { path: '/membership/card', to: () => '/membership/card' },
  /** The payment window returns to it. */
  order: {
    path: '/membership/orders/:orderId/:result',
    to: (orderId: string, result: 'success' | 'fail') => `/membership/orders/${orderId}/${result}`,
  },
  /** The window for a card returns to it. */
  registration: {
    path: '/membership/cards/:registrationId/:result',
    to: (registrationId: string, result: 'success' | 'fail') =>
      `/membership/cards/${registrationId}/${result}`,
  },
  serverSettings: {
    path: '/servers/:serverId/settings/:section?',
    to: (serverId: string, section?: string) =>
      section ? `/servers/${serverId}/settings/${section}` : `/servers/${serverId}/settings`,
  },
  channelSettings: {
    path: '/servers/:serverId/channels/:channelId/settings/:section?',
    to: (serverId: string, channelId: string, section?: PlaceSection) =>
      `/servers/${serverId}/channels/${channelId}/settings${section ? `/${section}` : ''}`,
  },
  categorySettings: {
    path: '/servers/:serverId/categories/:categoryId/settings/:section?',
    to: (serverId: string, categoryId: string, section?: PlaceSection) =>
      `/servers/${serverId}/categories/${categoryId}/settings${section ? `/${section}` : ''}`,
  },
} as const;

/** Sections of the settings of a channel or category. */
export const placeSections = ['overview', 'permissions'] as const;
export type PlaceSection = (typeof placeSections)[number];

export const settingsSections = ['profile', 'account', 'membership', 'security', 'voice', 'display'] as const;
export type SettingsSection = (typeof settingsSections)[number];

const withReturn = (path: string, returnTo: string | undefined) =>
  returnTo ? `${path}?returnTo=${encodeURIComponent(returnTo)}` : path;

/** Returns the path to open after signing in: only a path of this site, never another site. */
export const safeReturnTo = (value: string | null): string => {
  const isOwnPath = value !== null && /^\/(?![/\\])/.test(value);
  return isOwnPath ? value : paths.servers.to();
};
