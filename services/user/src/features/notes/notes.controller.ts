import { noteRoutes, type PersonNote } from '@maru/contracts/http/user/notes';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller } from '@nestjs/common';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { CurrentCaller } from '../../platform/caller.decorator.js';
import { Route } from '../../platform/route.decorator.js';
import { NotesService } from './notes.service.js';

@Controller()
export class NotesController {
  constructor(private readonly notes: NotesService) {}

  @Route(noteRoutes.getNote)
  find(
    @CurrentCaller() caller: Caller,
    @Input() { params }: RouteRequest<typeof noteRoutes.getNote>,
  ): Promise<PersonNote> {
    return this.notes.find(caller.userId, params.userId);
  }

  @Route(noteRoutes.putNote)
  put(
    @CurrentCaller() caller: Caller,
    @Input() { params, body }: RouteRequest<typeof noteRoutes.putNote>,
  ): Promise<PersonNote> {
    return this.notes.put(caller.userId, params.userId, body.text);
  }
}
