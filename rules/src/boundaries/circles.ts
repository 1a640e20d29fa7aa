/** Returns the groups of nodes that reach each other, as Tarjan's algorithm finds them. */
export const findCircles = (graph: ReadonlyMap<string, readonly string[]>): string[][] => {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const lower = (node: string, value: number): unknown =>
    lowest.set(node, Math.min(lowest.get(node) ?? value, value));

  const close = (node: string): void => {
    const circle = stack.splice(stack.lastIndexOf(node));
    for (const member of circle) lowest.delete(member);
    if (circle.length > 1) circles.push(circle.sort());
  };

  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      const reached = lowest.get(next);
      if (reached !== undefined) lower(node, reached);
    }
    if (lowest.get(node) === order.get(node)) close(node);
  };

  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return circles;
};
