import type { Profile, profileRoutes } from '@maru/contracts/http/user/profiles';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { ImageStore } from '@maru/service-kit/images/image-store';
import { IMAGE_STORE, LOGGER } from '../../platform/injection-tokens.js';
import { isDuplicate, PrismaService } from '../../platform/prisma.service.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { makePicture, type PictureShape } from '@maru/service-kit/images/picture';

type Change = RouteBody<typeof profileRoutes.updateProfile>;

type ProfilePicture = PictureShape<'avatars' | 'banners'>;

const columnOf = { avatars: 'avatarKey', banners: 'bannerKey' } as const;

/** The public part of people; a change reaches all clients that show them at once. */
@Injectable()
export class ProfilesService {
  constructor(
    @Inject(IMAGE_STORE) private readonly images: ImageStore,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
  ) {}

  list(userIds: string[]): Promise<Profile[]> {
    return this.accounts.listProfiles(userIds);
  }

  /** TAG_TAKEN if another person has the tag. */
  update(userId: string, change: Change): Promise<Profile> {
    return this.write(userId, change);
  }

  /** Stores the picture under a name made of its content, announces it, then removes the previous one. */
  async putPicture(userId: string, shape: ProfilePicture, upload: Buffer): Promise<Profile> {
    const { hash, sizes } = await makePicture(upload, shape);
    const key = `${shape.folder}/${userId}/${hash}`;
    await Promise.all(sizes.map(({ width, webp }) => this.images.put(`${key}-${width}.webp`, webp)));
    return this.replacePicture(userId, shape, key);
  }

  removePicture(userId: string, shape: ProfilePicture): Promise<Profile> {
    return this.replacePicture(userId, shape, null);
  }

  private async replacePicture(userId: string, shape: ProfilePicture, key: string | null): Promise<Profile> {
    const column = columnOf[shape.folder];
    const before = (await this.accounts.imageKeys(userId))?.[column];
    const profile = await this.write(userId, { [column]: key });
    if (before && before !== key) {
      // A picture that stays behind after a failure costs a few kilobytes until the account is erased.
      await this.images
        .removeUnder(`${before}-`)
        .catch((error: unknown) => this.log.warn({ err: error }, 'old picture could not be removed'));
    }
    return profile;
  }

  private async write(userId: string, change: Parameters<AccountsRepository['update']>[1]): Promise<Profile> {
    try {
      return await this.prisma.transact(async ({ db, record }) => {
        await this.accounts.lock(userId, db);
        await this.accounts.update(userId, change, db);
        const changed = await this.accounts.findProfile(userId, db);
        if (!changed) throw new AppError('SESSION_ENDED');
        await record({ type: 'profile.updated', profile: changed });
        return changed;
      });
    } catch (error) {
      throw isDuplicate(error) ? new AppError('TAG_TAKEN', { cause: error }) : error;
    }
  }
}
