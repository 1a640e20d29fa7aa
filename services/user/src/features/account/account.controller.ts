import { accountRoutes, type Account, type Device } from '@maru/contracts/http/user/account';
import { authRoutes, type Me } from '@maru/contracts/http/user/auth';
import type { RouteReply } from '@maru/contracts/route';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AccountsService } from '../../accounts/accounts.service.js';
import { CurrentDevice } from '../../platform/device.decorator.js';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { AccessToken, CurrentCaller } from '../../platform/caller.decorator.js';
import { Route } from '../../platform/route.decorator.js';
import { CurrentPlace, type Place } from '../../places/place.js';
import { ProviderVisits } from '../sign-in/provider/provider-visits.service.js';
import { DeletionService } from './deletion.service.js';
import { EmailChangeService } from './email-change.service.js';
import { IdentitiesService } from './identities.service.js';
import { SecurityEventsService } from './security-events.service.js';
import { StepUpService } from './step-up.service.js';

/** The caller's own account: its ways to sign in, its deletion, and its security events. */
@Controller()
export class AccountController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly identities: IdentitiesService,
    private readonly visits: ProviderVisits,
    private readonly stepUps: StepUpService,
    private readonly emailChange: EmailChangeService,
    private readonly deletion: DeletionService,
    private readonly events: SecurityEventsService,
  ) {}

  @Route(authRoutes.me)
  me(@CurrentCaller() caller: Caller): Promise<Me> {
    return this.accounts.me(caller.userId);
  }

  @Route(accountRoutes.getAccount)
  getAccount(@CurrentCaller() caller: Caller): Promise<Account> {
    return this.identities.describe(caller);
  }

  @Route(accountRoutes.mailStepUpCode)
  mailStepUpCode(
    @CurrentCaller() caller: Caller,
    @Input() { body }: RouteRequest<typeof accountRoutes.mailStepUpCode>,
  ) {
    return this.stepUps.mailCode(caller, body.locale);
  }

  @Route(accountRoutes.stepUp)
  stepUp(
    @CurrentCaller() caller: Caller,
    @AccessToken() accessToken: string,
    @Input() { body }: RouteRequest<typeof accountRoutes.stepUp>,
    @CurrentPlace() place: Place,
    @CurrentDevice() device: Device,
  ): Promise<void> {
    return this.stepUps.prove({ ...caller, accessToken, place, device }, body);
  }

  @Route(accountRoutes.stepUpWithProvider)
  async stepUpWithProvider(
    @CurrentCaller() caller: Caller,
    @Input() { params, body }: RouteRequest<typeof accountRoutes.stepUpWithProvider>,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<{ url: string }> {
    const version = await this.identities.requireProvable(caller, params.provider);
    const { userId, sessionId } = caller;
    const purpose = { intent: 'step_up', userId, sessionId, version } as const;
    return { url: await this.visits.begin({ ...params, ...body, purpose }, req, res) };
  }

  @Route(accountRoutes.linkIdentity)
  async linkIdentity(
    @CurrentCaller() caller: Caller,
    @Input() { params, body }: RouteRequest<typeof accountRoutes.linkIdentity>,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<{ url: string }> {
    const version = await this.identities.requireLinkable(caller, params.provider);
    const { userId, sessionId } = caller;
    const purpose = { intent: 'link', userId, sessionId, version } as const;
    return { url: await this.visits.begin({ ...params, ...body, purpose }, req, res) };
  }

  @Route(accountRoutes.unlinkIdentity)
  unlinkIdentity(
    @CurrentCaller() caller: Caller,
    @Input() { params }: RouteRequest<typeof accountRoutes.unlinkIdentity>,
    @CurrentDevice() device: Device,
  ): Promise<void> {
    return this.identities.unlink(caller, params.provider, device);
  }

  @Route(accountRoutes.requestEmailChange)
  requestEmailChange(
    @CurrentCaller() caller: Caller,
    @Input() { body }: RouteRequest<typeof accountRoutes.requestEmailChange>,
  ) {
    return this.emailChange.request(caller, body);
  }

  @Route(accountRoutes.confirmEmailChange)
  confirmEmailChange(
    @CurrentCaller() caller: Caller,
    @Input() { body }: RouteRequest<typeof accountRoutes.confirmEmailChange>,
    @CurrentDevice() device: Device,
  ): Promise<void> {
    return this.emailChange.confirm(caller, body, device);
  }

  @Route(accountRoutes.scheduleDeletion)
  scheduleDeletion(@CurrentCaller() caller: Caller, @CurrentDevice() device: Device) {
    return this.deletion.schedule(caller, device);
  }

  @Route(accountRoutes.listSecurityEvents)
  listSecurityEvents(
    @CurrentCaller() caller: Caller,
    @Input() { query }: RouteRequest<typeof accountRoutes.listSecurityEvents>,
  ): Promise<RouteReply<typeof accountRoutes.listSecurityEvents>> {
    return this.events.list(caller.userId, query.cursor);
  }
}
