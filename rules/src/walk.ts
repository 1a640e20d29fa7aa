import type { Node, Program } from 'oxc-parser';

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const visitValue = (value: unknown, visit: (node: Node) => void): void => {
  if (Array.isArray(value)) {
    for (const one of value) visitValue(one, visit);
  } else if (isNode(value)) {
    visit(value);
    for (const child of Object.values(value)) if (typeof child === 'object') visitValue(child, visit);
  }
};

/** Calls `visit` with each node of a program. The parser's own visitor is an ES module behind `require`, which Jest can't load. */
export const walk = (program: Program, visit: (node: Node) => void): void => visitValue(program, visit);
