import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { contentRuleBindings } from './content-rules.routes.js';
import { ContentRulesService } from './content-rules.service.js';

/** Rules that the messages of a server must meet. */
export const createContentRules = ({ database, access }: Context): Feature => ({
  routes: contentRuleBindings(new ContentRulesService(database, access)),
});
