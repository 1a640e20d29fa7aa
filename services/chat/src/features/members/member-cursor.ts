import { userId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { z } from 'zod';
import type { MemberPosition } from '../../repositories/members.repository.js';

const position = z.tuple([z.iso.datetime(), userId]);

/** Encodes a position in the list of members as an opaque string. */
export const encodeCursor = ({ joinedAt, userId: id }: { joinedAt: string; userId: string }): string =>
  Buffer.from(JSON.stringify([joinedAt, id])).toString('base64url');

/** @throws VALIDATION_FAILED unless `encodeCursor` made the cursor. */
export const decodeCursor = (cursor: string): MemberPosition => {
  try {
    const [joinedAt, id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { joinedAt: new Date(joinedAt), userId: id };
  } catch (error) {
    throw new AppError('VALIDATION_FAILED', { fields: { cursor: 'invalid_format' }, cause: error });
  }
};
