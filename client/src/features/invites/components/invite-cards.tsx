import { inviteCodesIn } from '../model/invite-links';
import { InviteCard } from './invite-card';

/** Cards for the invite links in a text. */
export const InviteCards = ({ text }: { text: string }) =>
  inviteCodesIn(text, location.origin).map((code) => <InviteCard key={code} code={code} />);
