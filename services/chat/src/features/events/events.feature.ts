import type { Feature } from '../../platform/jobs.js';
import { eventIntake } from '../../platform/event-intake.js';
import type { Context } from '../context.js';
import { MessageModerationService } from '../moderation/message-moderation.service.js';
import { DeparturesService } from '../people/departures.js';
import { NamesService } from '../people/names.service.js';

/** Receives the events of the user and socket services. */
export const createEvents = ({ database, users }: Context): Feature => ({
  internal: [
    eventIntake(
      new DeparturesService(database),
      new NamesService(database, users),
      new MessageModerationService(database),
    ),
  ],
});
