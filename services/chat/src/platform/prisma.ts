import { iconShape } from '@maru/service-kit/images/picture';
import { poolOptions } from '@maru/service-kit/mysql/pool-options';
import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import { PrismaClient } from '../generated/prisma/client.js';

/** Prisma; rows that keep a picture's key also have the address that `mediaUrl` makes of it. */
export const createPrisma = (url: string, mediaUrl: string, connectionWaitMs?: number) =>
  new PrismaClient({ adapter: new PrismaMariaDb(poolOptions(url, connectionWaitMs)) }).$extends({
    result: {
      server: {
        iconUrl: {
          needs: { iconKey: true },
          compute: ({ iconKey }) => iconKey && `${mediaUrl}/${iconKey}-${iconShape.widths[0]}.webp`,
        },
      },
    },
  });
