import { iconShape } from '@maru/service-kit/images/picture';

/** Where all icons of a server lie, also those that nobody got to see. */
export const iconsOf = (serverId: string): string => `${iconShape.folder}/${serverId}/`;
