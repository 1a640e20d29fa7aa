import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ServerId } from '@maru/contracts/primitives';
import { rooms } from '../../platform/rooms.js';

export type ChangeType = OutboxEvent['type'];
export type ChangeOf<T extends ChangeType> = Extract<OutboxEvent, { type: T }>;

/** Everything that a node does about one type of change. */
export interface ChangeRule<T extends ChangeType> {
  /** The room of the sockets that the change is about. Changes of one room are applied one after another. */
  room: (change: ChangeOf<T>) => string;
  /** The server that the change is about, if it is about one. */
  serverId?: (change: ChangeOf<T>) => ServerId;
  /** The room of the sockets that may keep too much access while the change is not applied; undefined when none can. */
  atRisk: (change: ChangeOf<T>) => string | undefined;
  /** Drops the cached access that the change makes outdated. Runs as soon as the change is read: nothing computes with it any more. */
  forget?: (change: ChangeOf<T>) => void;
  /** Moves this node's sockets, then tells them. Runs again after an error. */
  apply: (change: ChangeOf<T>) => void | Promise<void>;
}

/** A rule for each of the given types. */
export type ChangeRules<T extends ChangeType> = { readonly [K in T]: ChangeRule<K> };
/** The rules of all types: one that lacks a type does not compile. */
export type ChangeTable = ChangeRules<ChangeType>;

/** The rule for a change whose type is only known at run time. */
export const ruleFor = (table: ChangeTable, { type }: OutboxEvent): ChangeRule<ChangeType> =>
  // The rule under a type takes changes of that type, which an index can't tell the compiler.
  table[type] as unknown as ChangeRule<ChangeType>;

/** Completes the rule of a change that is about a server: all its sockets are concerned unless the rule says otherwise. */
export const aboutServer = <T extends ChangeType>(
  serverId: (change: ChangeOf<T>) => ServerId,
  rule: Pick<ChangeRule<T>, 'forget' | 'apply'> & Partial<Pick<ChangeRule<T>, 'atRisk'>>,
): ChangeRule<T> => {
  const room = (change: ChangeOf<T>) => rooms.server(serverId(change));
  return { serverId, room, atRisk: room, ...rule };
};
