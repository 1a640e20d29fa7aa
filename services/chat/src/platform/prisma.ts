import { iconShape } from '@maru/service-kit/images/picture';
import { poolOptions, type PoolWaits } from '@maru/service-kit/mysql/pool-options';
import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import type { ITXClientDenyList } from '@prisma/client/runtime/client';
import { PrismaClient } from '../generated/prisma/client.js';

/** Returns a Prisma client that adds the URL under `mediaUrl` to rows with a picture's key. */
export const createPrisma = (url: string, mediaUrl: string, waits?: PoolWaits) =>
  new PrismaClient({ adapter: new PrismaMariaDb(poolOptions(url, waits)) }).$extends({
    result: {
      server: {
        iconUrl: {
          needs: { iconKey: true },
          compute: ({ iconKey }) => iconKey && `${mediaUrl}/${iconKey}-${iconShape.widths[0]}.webp`,
        },
      },
    },
  });

/** The pool, or a transaction. */
export type Db = Omit<ReturnType<typeof createPrisma>, ITXClientDenyList>;
