import { iconShape } from '@maru/service-kit/images/picture';

/** Returns the key prefix of all icons of a server, including those that were never shown. */
export const iconsOf = (serverId: string): string => `${iconShape.folder}/${serverId}/`;
