import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { reportBindings } from './reports.routes.js';
import { ReportsService } from './reports.service.js';

/** Reports of messages and members to the moderators. */
export const createReports = ({ database, access, socket }: Context): Feature => ({
  routes: reportBindings(new ReportsService({ database, access, socket })),
});
