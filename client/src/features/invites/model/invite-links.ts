import { inviteCode } from '@maru/contracts/http/chat/invites';

const maxCards = 3;

/** The codes of links to our own invites in a text, in order, each once; at most three, so that nobody floods a conversation. */
export const inviteCodesIn = (text: string, origin: string): string[] => {
  const found = [...text.matchAll(/https?:\/\/[^\s<>"']+/g)].flatMap(([address]) => {
    if (!URL.canParse(address)) return [];
    const url = new URL(address);
    const [, page, code, ...rest] = url.pathname.split('/');
    const isOurs = url.origin === origin && page === 'invite' && rest.length === 0;
    return isOurs && inviteCode.safeParse(code).success ? [code ?? ''] : [];
  });
  return [...new Set(found)].slice(0, maxCards);
};
