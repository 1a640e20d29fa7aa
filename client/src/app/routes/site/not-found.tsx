import { LonePage } from './lone-page';
import { NotFoundView } from './not-found-view';

export const Component = () => (
  <LonePage>
    <NotFoundView />
  </LonePage>
);
