import type { Random } from '../engine/Random';
import { INTERESTING_NUMBERS, INTERESTING_STRINGS } from './interesting';
import { mutateBytes } from './mutateBytes';

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[[\]{},:]|true|false|null/g;

/** Changes a JSON text: as a tree where it can be read, by its tokens otherwise and sometimes anyway. */
export function mutateJson(text: string, random: Random): string {
  if (random.chance(0.65)) {
    const tree = parseTree(text);
    if (tree !== undefined) return printTree(mutateTree(tree, random));
  }
  return random.chance(0.8)
    ? mutateTokens(text, random)
    : mutateText(text, random);
}

/** A node; numbers keep their text. */
type Tree =
  | null
  | boolean
  | string
  | NumberText
  | Tree[]
  | { entries: Array<[string, Tree]> };

class NumberText {
  constructor(readonly text: string) {}
}

type Container = Tree[] | { entries: Array<[string, Tree]> };

/** A place in the tree: a member of a container. */
interface Slot {
  container: Container;
  index: number;
}

export function parseTree(text: string): Tree | undefined {
  try {
    return JSON.parse(text, function keepText(
      this: unknown,
      _key: string,
      value: unknown,
      context?: { source?: string },
    ) {
      if (typeof value === 'number')
        return new NumberText(context?.source ?? String(value));
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return value;
      return value instanceof NumberText
        ? value
        : { entries: Object.entries(value) };
    } as (key: string, value: unknown) => unknown);
  } catch {
    return undefined;
  }
}

export function printTree(tree: Tree): string {
  if (tree instanceof NumberText) return tree.text;
  if (Array.isArray(tree)) return `[${tree.map(printTree).join(',')}]`;
  if (typeof tree === 'object' && tree !== null)
    return `{${tree.entries
      .map(([key, value]) => `${JSON.stringify(key)}:${printTree(value)}`)
      .join(',')}}`;
  return JSON.stringify(tree);
}

function slotsOf(tree: Tree, slots: Slot[] = []): Slot[] {
  if (Array.isArray(tree)) {
    for (const [index, item] of tree.entries()) {
      slots.push({ container: tree, index });
      slotsOf(item, slots);
    }
  } else if (
    typeof tree === 'object' &&
    tree !== null &&
    !(tree instanceof NumberText)
  ) {
    for (const [index, [, item]] of tree.entries.entries()) {
      slots.push({ container: tree, index });
      slotsOf(item, slots);
    }
  }
  return slots;
}

function get({ container, index }: Slot): Tree {
  return Array.isArray(container)
    ? container[index]
    : container.entries[index][1];
}

function set({ container, index }: Slot, value: Tree): void {
  if (Array.isArray(container)) container[index] = value;
  else container.entries[index] = [container.entries[index][0], value];
}

function mutateTree(tree: Tree, random: Random): Tree {
  const slots = slotsOf(tree);
  if (slots.length === 0) return interestingTree(random);
  const slot = random.pick(slots);
  const { container, index } = slot;
  const value = get(slot);
  switch (random.below(9)) {
    case 0:
      if (Array.isArray(container)) container.splice(index, 1);
      else container.entries.splice(index, 1);
      break;
    case 1:
      if (Array.isArray(container)) container.splice(index, 0, value);
      else container.entries.push([container.entries[index][0], value]);
      break;
    case 2:
      set(slot, interestingTree(random));
      break;
    case 3:
    case 4:
      set(slot, get(random.pick(slots)) as Tree);
      return breakCycles(tree);
    case 5:
      set(slot, retype(value, random));
      break;
    case 6:
      if (!Array.isArray(container))
        container.entries[index] = [random.pick(INTERESTING_STRINGS), value];
      else container.reverse();
      break;
    case 7: {
      let deep: Tree = value;
      const levels = random.pick([1, 2, 63, 64, 65, 250, 260, 600]);
      for (let level = 0; level < levels; level++) deep = [deep];
      set(slot, deep);
      break;
    }
    default: {
      const other = random.pick(slots);
      const swapped = get(other);
      set(other, value);
      set(slot, swapped);
      return breakCycles(tree);
    }
  }
  return tree;
}

/** A part that was put into itself: printing it would not end. */
function breakCycles(tree: Tree): Tree {
  const copy = (node: Tree, above: Set<Tree>): Tree => {
    if (typeof node !== 'object' || node === null || node instanceof NumberText)
      return node;
    if (above.has(node)) return null;
    const path = new Set(above).add(node);
    return Array.isArray(node)
      ? node.map(item => copy(item, path))
      : { entries: node.entries.map(([key, item]) => [key, copy(item, path)]) };
  };
  return copy(tree, new Set());
}

function interestingTree(random: Random): Tree {
  switch (random.below(6)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
      return random.pick(INTERESTING_STRINGS);
    case 3:
      return random.chance(0.5) ? [] : { entries: [] };
    default:
      return new NumberText(random.pick(INTERESTING_NUMBERS));
  }
}

function retype(value: Tree, random: Random): Tree {
  if (value instanceof NumberText) {
    if (random.chance(0.3)) return value.text;
    const near = random.pick([-1n, 1n, 2n ** 32n, -(2n ** 32n), 2n ** 53n]);
    return /^-?\d{1,40}$/.test(value.text)
      ? new NumberText(String(BigInt(value.text) + near))
      : new NumberText('7');
  }
  if (typeof value === 'string')
    return /^-?\d+$/.test(value) ? new NumberText(value) : [value];
  if (Array.isArray(value))
    return { entries: value.map((item, index) => [String(index), item]) };
  if (typeof value === 'object' && value !== null)
    return value.entries.map(([, item]) => item);
  return value === null ? 'null' : null;
}

function mutateTokens(text: string, random: Random): string {
  const tokens = [...text.matchAll(TOKEN)];
  if (tokens.length === 0) return mutateText(text, random);
  const token = random.pick(tokens);
  const start = token.index;
  const end = start + token[0].length;
  const replace = (by: string) => text.slice(0, start) + by + text.slice(end);
  switch (random.below(7)) {
    case 0:
      return replace('');
    case 1:
      return replace(token[0] + token[0]);
    case 2:
      return replace(random.pick(tokens)[0]);
    case 3:
      return replace(random.pick(INTERESTING_NUMBERS));
    case 4:
      return replace(
        random.pick([
          '"\\u0041"',
          '"\\ud800"',
          '"\\ud83d\\ude00"',
          '"\\x"',
          '"\\u12"',
          '"\t"',
          '"\\/\\b\\f\\n\\r\\t\\"\\\\"',
          "'a'",
          'NaN',
          'Infinity',
          '01',
          '+1',
          '.5',
          '1.',
          '1e',
          '-',
          'tru',
          '/* c */ 1',
          '\ufeff1',
          '\u00a01',
        ]),
      );
    case 5:
      return text.slice(0, random.chance(0.5) ? start : end);
    default: {
      const levels = random.pick([10, 255, 256, 257, 5000]);
      return replace('['.repeat(levels) + token[0] + ']'.repeat(levels));
    }
  }
}

function mutateText(text: string, random: Random): string {
  return Buffer.from(mutateBytes(Buffer.from(text), random)).toString('latin1');
}
