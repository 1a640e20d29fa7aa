import type { Permission } from './permissions.js';

/**
 * A demand on a member in a place: membership alone (`member`), any permission that moderates (`moderate`), ownership of the server
 * (`owner`), or one permission.
 */
export type Demand = 'member' | 'moderate' | 'owner' | Permission;

/** A demand on a signed-in caller. All but `signed-in` hold in the server, channel or category that the request names. */
export type Authorization = 'signed-in' | Demand;

/** Parameters that name a place, the most specific first. */
const placeParams = ['channelId', 'categoryId', 'serverId'] as const;
export type PlaceParam = (typeof placeParams)[number];

/** The parameter of a path that names the place where its authorization is demanded; undefined when the path names none. */
export const placeParamOf = (path: string): PlaceParam | undefined =>
  placeParams.find((name) => path.split('/').includes(`:${name}`));

/** The type of `placeParamOf` for a literal path that names a place. */
export type PlaceParamOf<Path extends string> = Path extends `${string}/:channelId${string}`
  ? 'channelId'
  : Path extends `${string}/:categoryId${string}`
    ? 'categoryId'
    : 'serverId';
