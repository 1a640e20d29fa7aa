import { placeParamOf, type Authorization, type Demand, type PlaceParam } from './authorization.js';
import { moderatingPermissions } from './permissions.js';
import { anyChange, anyRead, anyRequest, type Rate } from './rate.js';
import type { RouteContract, SessionStrength } from './route.js';

const places: Record<PlaceParam, string> = {
  channelId: 'channel',
  categoryId: 'category',
  serverId: 'server',
};

const inCode = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

const holders = (demand: Demand, place: string): string => {
  if (demand === 'member') return `members of the ${place}`;
  if (demand === 'owner') return `the owner of the ${place}`;
  if (demand === 'moderate') return `members of the ${place} with any of ${inCode(moderatingPermissions)}`;
  return `members with \`${demand}\` in the ${place}`;
};

const authorizationText = (authorize: Authorization, { path, authorizeOwn }: RouteContract): string => {
  if (authorize === 'signed-in') return 'any signed-in person.';
  const place = places[placeParamOf(path) ?? 'serverId'];
  const own = authorizeOwn ? ` For the caller's own: ${holders(authorizeOwn, place)}.` : '';
  return `${holders(authorize, place)}.${own}`;
};

const sessionTexts: Record<SessionStrength, string> = {
  token: 'a valid access token.',
  live: 'a valid access token of a session that has not ended.',
  'step-up': 'a valid access token of a session whose holder has re-authenticated in the last ten minutes.',
};

const spanOf = (seconds: number): string => {
  const [count, unit] =
    seconds % 3_600 === 0
      ? [seconds / 3_600, 'hour']
      : seconds % 60 === 0
        ? [seconds / 60, 'minute']
        : [seconds, 'second'];
  return count === 1 ? `a ${unit}`.replace('a hour', 'an hour') : `${count} ${unit}s`;
};

/** For example "20 requests in 10 minutes per person". */
export const rateText = ({ by, points, seconds, pool, per }: Rate): string => {
  const sharing = pool ? `, shared by all routes of the pool \`${pool}\`` : '';
  return `${points} requests in ${spanOf(seconds)} per ${by}${per === 'node' ? ' and node' : ''}${sharing}`;
};

/** The rates that hold for all routes together. */
export const generalRates = [
  'Rates over all routes, beside those of single ones:',
  ...[
    [anyRequest, 'all requests'] as const,
    [anyRead, 'requests that read'] as const,
    [anyChange, 'requests that change something'] as const,
  ].map(([{ pool: _pool, ...rate }, what]) => `- ${what}: ${rateText(rate)}`),
].join('\n');

/** Describes the callers, the session and the rates that the route allows, as a Markdown list; empty if it declares none. */
export const describeAccess = (route: RouteContract): string => {
  const { authorize, session, rate = [] } = route;
  const lines = [
    authorize && `- Allowed for: ${authorizationText(authorize, route)}`,
    session && `- Session: ${sessionTexts[session]}`,
    ...rate.map((each) => `- Rate: ${rateText(each)}.`),
  ];
  return lines.filter(Boolean).join('\n');
};

/** The same for programs, as OpenAPI extensions. */
export const accessOf = ({ authorize, authorizeOwn, session, rate }: RouteContract) => ({
  'x-authorize': authorize,
  'x-authorize-own': authorizeOwn,
  'x-session': session,
  'x-rate': rate,
});
