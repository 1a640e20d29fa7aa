import type { createBrowserRouter } from 'react-router-dom';

type Router = Pick<ReturnType<typeof createBrowserRouter>, 'subscribe' | 'createHref'>;

interface Page {
  /** The path that the browser loaded the document for, and its policy with it. */
  loadedPath: string;
  load: (address: string) => void;
}

const thisPage: Page = { loadedPath: location.pathname, load: (address) => location.replace(address) };

/** Pages of payment let Toss' script and window in; see `page-headers.ts`. */
const isOfPayment = (path: string): boolean => path.startsWith('/membership/');

/** A policy belongs to the document: a page with the other policy is loaded anew, for example after a sign-in. */
export const keepPolicyOf = (router: Router, { loadedPath, load }: Page = thisPage): void => {
  router.subscribe(({ location: shown }) => {
    if (isOfPayment(shown.pathname) !== isOfPayment(loadedPath)) load(router.createHref(shown));
  });
};
