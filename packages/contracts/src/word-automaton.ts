/** Marks both ends of a run of spaced letters; folded text has no control characters. */
const edge = 0;

/** Letters of scripts that separate words with blanks and, unlike Korean, attach nothing to them. */
const spacedLetter =
  /^(?![\p{scx=Hang}\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])[\p{L}\p{N}\p{M}_]/u;

/** Cache of lookups: 0 is unknown. */
const [no, yes] = [1, 2];
const spacedByUnit = new Uint8Array(0x1_0000);

const isSpacedLetter = (unit: number): boolean => {
  spacedByUnit[unit] ||= spacedLetter.test(String.fromCharCode(unit)) ? yes : no;
  return spacedByUnit[unit] === yes;
};

/**
 * Calls `visit` with each UTF-16 unit and with the edges of runs of spaced letters, until it returns true. With these edges, a
 * search for whole words is a search for substrings: "ass" isn't in "class", but is in "ass를".
 */
const visitUnits = (text: string, visit: (unit: number) => boolean): void => {
  let isInRun = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const isSpaced = isSpacedLetter(unit);
    if (isSpaced !== isInRun && visit(edge)) return;
    isInRun = isSpaced;
    if (visit(unit)) return;
  }
  if (isInRun) visit(edge);
};

const patternOf = (word: string): string => {
  const units: number[] = [];
  visitUnits(word, (unit) => units.push(unit) < 0);
  return String.fromCharCode(...units);
};

/** Callers stay within the array. */
const at = (array: Int32Array | Uint16Array, index: number): number => array[index] ?? 0;

/** A folded word and the bits of its rules. */
export interface MarkedWord {
  word: string;
  mask: number;
}

interface Pattern {
  units: string;
  mask: number;
}

/** Sorted by unit, each once. */
const patternsOf = (words: readonly MarkedWord[]): Pattern[] => {
  const masks = new Map<string, number>();
  for (const { word, mask } of words) {
    const units = patternOf(word);
    masks.set(units, (masks.get(units) ?? 0) | mask);
  }
  return [...masks]
    .map(([units, mask]) => ({ units, mask }))
    .sort((one, other) => (one.units < other.units ? -1 : 1));
};

/**
 * An Aho-Corasick automaton in typed arrays: finds all rules with a word in a text in one pass, in time linear in the text and
 * independent of the number of words. Nodes are numbered breadth-first, so a node's children are adjacent, sorted by unit.
 */
export class WordAutomaton {
  /** The children of node n are the nodes from firstChild[n] up to firstChild[n + 1]. */
  private readonly firstChild: Int32Array;
  private readonly unitOf: Uint16Array;
  /** The longest proper suffix of the node's text that is a node itself. */
  private readonly suffix: Int32Array;
  /** Bits of the rules with a word that ends here, suffixes included. */
  private readonly masks: Int32Array;
  private readonly allMasks: number;

  constructor(words: readonly MarkedWord[]) {
    const patterns = patternsOf(words);
    const capacity = patterns.reduce((sum, { units }) => sum + units.length, 1);
    const draft = { firstChild: new Int32Array(capacity + 1), unitOf: new Uint16Array(capacity) };
    const masks = new Int32Array(capacity);
    const [starts, ends] = [new Int32Array(capacity), new Int32Array(capacity)];
    const depths = new Uint16Array(capacity);
    ends[0] = patterns.length;
    let count = 1;
    for (let node = 0; node < count; node += 1) {
      const depth = at(depths, node);
      const end = at(ends, node);
      let start = at(starts, node);
      draft.firstChild[node] = count;
      // A word that ends here sorts before longer ones.
      const here = patterns[start];
      if (start < end && here?.units.length === depth) {
        masks[node] = here.mask;
        start += 1;
      }
      while (start < end) {
        const unit = patterns[start]?.units.charCodeAt(depth);
        let next = start + 1;
        while (next < end && patterns[next]?.units.charCodeAt(depth) === unit) next += 1;
        draft.unitOf[count] = unit ?? 0;
        depths[count] = depth + 1;
        starts[count] = start;
        ends[count] = next;
        count += 1;
        start = next;
      }
    }
    draft.firstChild[count] = count;
    this.firstChild = draft.firstChild.slice(0, count + 1);
    this.unitOf = draft.unitOf.slice(0, count);
    this.masks = masks.slice(0, count);
    this.suffix = new Int32Array(count);
    this.linkSuffixes();
    this.allMasks = patterns.reduce((all, { mask }) => all | mask, 0);
  }

  get bytes(): number {
    const arrays = [this.firstChild, this.unitOf, this.suffix, this.masks];
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Returns the bits of the rules with a word in the folded text. */
  scan(text: string): number {
    let found = 0;
    if (this.allMasks === 0) return found;
    let node = 0;
    visitUnits(text, (unit) => {
      node = this.step(node, unit);
      found |= at(this.masks, node);
      return found === this.allMasks;
    });
    return found;
  }

  private linkSuffixes(): void {
    const { firstChild, suffix, masks, unitOf } = this;
    for (let node = 0; node < suffix.length; node += 1) {
      for (let child = at(firstChild, node); child < at(firstChild, node + 1); child += 1) {
        suffix[child] = node === 0 ? 0 : this.step(at(suffix, node), at(unitOf, child));
        masks[child] = at(masks, child) | at(masks, at(suffix, child));
      }
    }
  }

  private step(from: number, unit: number): number {
    for (let node = from; ; node = at(this.suffix, node)) {
      const next = this.child(node, unit);
      if (next !== 0 || node === 0) return next;
    }
  }

  /** 0 means none: no node has the root as a child. */
  private child(node: number, unit: number): number {
    let low = at(this.firstChild, node);
    let high = at(this.firstChild, node + 1);
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = at(this.unitOf, middle);
      if (found === unit) return middle;
      if (found < unit) low = middle + 1;
      else high = middle;
    }
    return 0;
  }
}
