import type { AvroNode } from '../avro/AvroNode';

/** Nesting of generated loops; real manifests have two levels. */
const MAX_DEPTH = 6;

/** A number of at most ten bytes. */
export const SKIP_VARINT =
  'q = p; while (d[p++] > 127); if (p - q > 10) h.bad();';

/** Reads a small number into a variable, inline when it has one byte. */
export function emitSmall(
  variable: string,
  kind: 'int' | 'long' = 'long',
): string {
  return `b = d[p++]; if (b < 128) ${variable} = (b >>> 1) ^ -(b & 1); else { ${variable} = h.${kind}(d, p - 1); p = h.end; }`;
}

/** Reads a length into `n` and checks it against the end. */
export const READ_LENGTH = `${emitSmall(
  'n',
)} if (!(n >= 0 && n <= e - p)) h.bad();`;

/**
 * Source that moves `p` behind one value.
 *
 * @returns `undefined` for a type that no manifest has; the exact reader takes those.
 */
export function emitSkip(node: AvroNode, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (node.kind) {
    case 'null':
      return '';
    case 'boolean':
      return 'p++;';
    case 'int':
    case 'long':
    case 'enum':
      return SKIP_VARINT;
    case 'float':
      return 'p += 4;';
    case 'double':
      return 'p += 8;';
    case 'fixed':
      return `p += ${node.size};`;
    case 'bytes':
    case 'string':
      return `${READ_LENGTH} p += n;`;
    case 'union':
      return emitUnion(
        node.branches.map(branch => emitSkip(branch, depth + 1)),
      );
    case 'record':
      return all(node.fields.map(({ type }) => emitSkip(type, depth + 1)));
    case 'array':
      return emitArray(node.items, depth);
    case 'map':
      return emitItems(
        all([`${READ_LENGTH} p += n;`, emitSkip(node.values, depth + 1)]),
        1 + node.values.minBytes,
        depth,
      );
  }
}

/** Source for a union: one piece for each branch. */
export function emitUnion(
  branches: Array<string | undefined>,
): string | undefined {
  if (branches.includes(undefined) || branches.length > 60) return undefined;
  const cases = branches.map(
    (branch, index) => `if (b === ${index * 2}) { ${branch} }`,
  );
  return `b = d[p++]; ${cases.join(' else ')} else h.bad();`;
}

/** Counts of values and the like are pairs of numbers: all of an array are skipped at once. */
function emitArray(items: AvroNode, depth: number): string | undefined {
  const numbers = numbersIn(items);
  if (numbers === undefined)
    return emitItems(emitSkip(items, depth + 1), items.minBytes, depth);
  return emitBlocks(
    count =>
      `p = h.numbers.skip(p, ${count} * ${numbers}); if (p < 0) h.bad();`,
    numbers,
    depth,
  );
}

/** How many numbers a value is, where it is nothing else. */
function numbersIn(node: AvroNode): number | undefined {
  if (node.kind === 'int' || node.kind === 'long') return 1;
  if (node.kind !== 'record' || node.fields.length === 0) return undefined;
  const isWhole = node.fields.every(
    ({ type }) => type.kind === 'int' || type.kind === 'long',
  );
  return isWhole ? node.fields.length : undefined;
}

/** Source for an array or map: `item` is run for each item. */
export function emitItems(
  item: string | undefined,
  minBytes: number,
  depth: number,
): string | undefined {
  // Items without bytes could be announced without end.
  if (item === undefined || minBytes === 0) return undefined;
  return emitBlocks(
    count => `for (; ${count} > 0; ${count}--) { ${item} }`,
    minBytes,
    depth,
  );
}

/** Source for an array or map, block by block: `items` is given the variable that holds how many a block has. */
export function emitBlocks(
  items: (count: string) => string,
  minBytes: number,
  depth: number,
): string {
  const count = `c${depth}`;
  return `for (;;) { let ${count}; ${emitSmall(count)}
if (${count} === 0) break;
if (${count} < 0) { ${count} = -${count}; ${READ_LENGTH} }
if (!(${count} * ${minBytes} <= e - p)) h.bad();
${items(count)} }`;
}

function all(parts: Array<string | undefined>): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join(' ');
}
