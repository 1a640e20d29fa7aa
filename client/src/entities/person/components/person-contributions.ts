import type { Member } from '@maru/contracts/http/chat/members';
import { createContext, use, type ComponentType } from 'react';
import type { MenuItem } from '@/shared/ui/menu';
import { usePerson } from '../api/use-person';

export interface PersonActions {
  items: MenuItem[];
  /** The reason why some of the viewer's powers do not reach this person. */
  refusal?: string;
}

/** Contributions of features to every place that shows a person. `app/` provides them; without them people have a name and a card only. */
export interface PersonContributions {
  /** The entries of a member's menu and card. */
  actionsOf: (member: Member, name: string) => PersonActions;
  /** A part of a member's card, above the actions. */
  CardSection: ComponentType<{ member: Member }>;
}

const none: PersonActions = { items: [] };

export const PersonContributionsContext = createContext<PersonContributions>({
  actionsOf: () => none,
  CardSection: () => null,
});

/** The viewer's actions on a person in the open server. */
export const usePersonActions = (userId: string): PersonActions => {
  const { actionsOf } = use(PersonContributionsContext);
  const { member, name } = usePerson(userId);
  return member ? actionsOf(member, name) : none;
};
