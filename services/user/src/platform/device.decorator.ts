import { cutText } from '@maru/contracts/graphemes';
import type { Device } from '@maru/contracts/http/user/account';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import Bowser from 'bowser';
import type { Request } from 'express';

const kinds: Record<string, Device['kind']> = { mobile: 'phone', tablet: 'tablet' };

/** Parses browser, system and kind of device from a User-Agent header. */
export const deviceOf = (userAgent: string): Device => {
  const { browser, os, platform } = Bowser.parse(userAgent.slice(0, 500) || 'unknown');
  return {
    browser: cutText(browser.name || 'Unknown', 40),
    system: cutText(os.name || 'Unknown', 40),
    kind: kinds[platform.type ?? ''] ?? 'desktop',
  };
};

/** The device that the caller's User-Agent describes. */
export const CurrentDevice = createParamDecorator((_data: unknown, context: ExecutionContext): Device =>
  deviceOf(context.switchToHttp().getRequest<Request>().get('user-agent') ?? ''),
);
