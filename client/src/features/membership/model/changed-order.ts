import type { MembershipPage, Order } from '@maru/contracts/http/user/membership';

interface OrderList {
  pages: { orders: Order[]; nextCursor: string | null }[];
}

/** Returns the loaded orders with the new state of one of them. */
export const withOrder = <List extends OrderList>(list: List, order: Order): List => ({
  ...list,
  pages: list.pages.map((page) => ({
    ...page,
    orders: page.orders.map((each) => (each.orderId === order.orderId ? order : each)),
  })),
});

/** Returns the membership with the span that an order pays for now: a refund has cut it. */
export const withSpanOf = (page: MembershipPage, { orderId, span }: Order): MembershipPage => ({
  ...page,
  spans: page.spans
    .map((each) => (each.orderId === orderId && span ? { ...each, ...span } : each))
    .filter((each) => each.orderId !== orderId || (span !== null && span.startsAt < span.endsAt)),
});
