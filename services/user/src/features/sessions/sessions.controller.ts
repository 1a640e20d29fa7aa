import { accountRoutes, type Device } from '@maru/contracts/http/user/account';
import { authRoutes, type Session } from '@maru/contracts/http/user/auth';
import type { RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentDevice } from '../../platform/device.decorator.js';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { CurrentCaller } from '../../platform/caller.decorator.js';
import { Route } from '../../platform/route.decorator.js';
import { RefreshCookieStore } from './refresh-cookie-store.js';
import { CurrentPlace, type Place } from '../../places/place.js';
import { SessionEndings } from './session-endings.service.js';
import { SessionsService } from './sessions.service.js';

@Controller()
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly endings: SessionEndings,
    private readonly cookies: RefreshCookieStore,
  ) {}

  @Route(authRoutes.refresh)
  async refresh(
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
    @CurrentPlace() place: Place,
  ): Promise<Session> {
    try {
      const opened = await this.sessions.refresh(this.cookies.read(req), place);
      this.cookies.write(res, opened);
      return opened.session;
    } catch (error) {
      if (error instanceof AppError && error.code === 'SESSION_ENDED') this.cookies.clear(res);
      throw error;
    }
  }

  @Route(authRoutes.signOut)
  async signOut(
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
    @CurrentDevice() device: Device,
  ): Promise<void> {
    const cookie = this.cookies.read(req);
    this.cookies.clear(res);
    if (cookie) await this.sessions.signOut(cookie, device);
  }

  @Route(accountRoutes.listSessions)
  async list(@CurrentCaller() caller: Caller): Promise<RouteReply<typeof accountRoutes.listSessions>> {
    return { sessions: await this.sessions.list(caller) };
  }

  @Route(accountRoutes.endSession)
  end(
    @CurrentCaller() caller: Caller,
    @Input() { params }: RouteRequest<typeof accountRoutes.endSession>,
    @CurrentDevice() device: Device,
  ): Promise<void> {
    return this.endings.end(caller, params.sessionId, device);
  }

  @Route(accountRoutes.endOtherSessions)
  endOthers(@CurrentCaller() caller: Caller, @CurrentDevice() device: Device): Promise<void> {
    return this.endings.endOthers(caller, device);
  }
}
