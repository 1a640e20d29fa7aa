import type { createBrowserRouter } from 'react-router-dom';

/** Pages of payment let Toss' script and window in; see `page-headers.ts`. */
const isOfPayment = (path: string): boolean => path.startsWith('/membership/');

const isDocumentOfPayment = isOfPayment(location.pathname);

/** A policy belongs to the document: a page with the other policy is loaded anew, for example after a sign-in. */
export const keepPolicyOf = (router: ReturnType<typeof createBrowserRouter>): void => {
  router.subscribe(({ location: shown }) => {
    if (isOfPayment(shown.pathname) !== isDocumentOfPayment) location.replace(router.createHref(shown));
  });
};
