import { inviteCode } from '@maru/contracts/http/chat/invites';
import { findLinks } from '@/shared/lib/find-links';

const maxCards = 3;

/** The code of an address, if it is one of our invites. */
const codeOfUrl = (address: string, origin: string): string[] => {
  if (!URL.canParse(address)) return [];
  const url = new URL(address);
  const [, page, code, ...rest] = url.pathname.split('/');
  const isOurs = url.origin === origin && page === 'invite' && rest.length === 0;
  return isOurs && inviteCode.safeParse(code).success ? [code ?? ''] : [];
};

/** The codes of this site's invite links in a text, in order, without duplicates; at most three, so that cards cannot flood a conversation. */
export const inviteCodesIn = (text: string, origin: string): string[] => {
  const found = findLinks(text).flatMap(({ href }) => codeOfUrl(href, origin));
  return [...new Set(found)].slice(0, maxCards);
};

/** Extracts the code from pasted text: a link, with or without its `https://`, or the bare code. */
export const inviteCodeOf = (text: string, origin: string): string | undefined => {
  const pasted = text.trim();
  if (inviteCode.safeParse(pasted).success) return pasted;
  const { protocol } = new URL(origin);
  return [pasted, `${protocol}//${pasted}`].flatMap((address) => codeOfUrl(address, origin))[0];
};
