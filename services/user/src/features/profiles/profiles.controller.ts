import { profileRoutes, type Profile } from '@maru/contracts/http/user/profiles';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller } from '@nestjs/common';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { CurrentCaller } from '../../platform/caller.decorator.js';
import { Route } from '../../platform/route.decorator.js';
import { Upload } from '../../platform/upload.decorator.js';
import { avatarShape, bannerShape } from '@maru/service-kit/images/picture';
import { ProfilesService } from './profiles.service.js';

@Controller()
export class ProfilesController {
  constructor(private readonly profiles: ProfilesService) {}

  @Route(profileRoutes.listProfiles)
  async list(
    @Input() { query }: RouteRequest<typeof profileRoutes.listProfiles>,
  ): Promise<{ profiles: Profile[] }> {
    return { profiles: await this.profiles.list(query.ids) };
  }

  @Route(profileRoutes.updateProfile)
  update(
    @CurrentCaller() caller: Caller,
    @Input() { body }: RouteRequest<typeof profileRoutes.updateProfile>,
  ): Promise<Profile> {
    return this.profiles.update(caller.userId, body);
  }

  @Route(profileRoutes.putAvatar)
  putAvatar(@CurrentCaller() caller: Caller, @Upload() upload: Buffer): Promise<Profile> {
    return this.profiles.putPicture(caller.userId, avatarShape, upload);
  }

  @Route(profileRoutes.deleteAvatar)
  deleteAvatar(@CurrentCaller() caller: Caller): Promise<Profile> {
    return this.profiles.removePicture(caller.userId, avatarShape);
  }

  @Route(profileRoutes.putBanner)
  putBanner(@CurrentCaller() caller: Caller, @Upload() upload: Buffer): Promise<Profile> {
    return this.profiles.putPicture(caller.userId, bannerShape, upload);
  }

  @Route(profileRoutes.deleteBanner)
  deleteBanner(@CurrentCaller() caller: Caller): Promise<Profile> {
    return this.profiles.removePicture(caller.userId, bannerShape);
  }
}
