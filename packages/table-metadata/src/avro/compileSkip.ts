import type { AvroCursor } from './AvroCursor';
import type { AvroNode } from './AvroNode';

/** Moves behind one value, checking what can be checked. */
export type Skip = (cursor: AvroCursor) => void;

/** Compiles how to skip a value of a type. */
export function compileSkip(node: AvroNode): Skip {
  switch (node.kind) {
    case 'null':
      return () => undefined;
    case 'boolean':
      return cursor => cursor.skip(1);
    case 'int':
    case 'long':
    case 'enum':
      return cursor => cursor.skipVarint();
    case 'float':
      return cursor => cursor.skip(4);
    case 'double':
      return cursor => cursor.skip(8);
    case 'bytes':
    case 'string':
      return cursor => cursor.skipBytes();
    case 'fixed':
      return cursor => cursor.skip(node.size);
    case 'array':
      return compileSkipItems(compileSkip(node.items), node.items.minBytes);
    case 'map':
      return compileSkipItems(
        sequence([cursor => cursor.skipBytes(), compileSkip(node.values)]),
        1 + node.values.minBytes,
      );
    case 'union': {
      const branches = node.branches.map(compileSkip);
      return cursor => pickBranch(branches, cursor.readInt(), cursor)(cursor);
    }
    case 'record':
      return sequence(node.fields.map(({ type }) => compileSkip(type)));
  }
}

/** The branch of a union. @throws CorruptMetadataError when there is none of that index. */
export function pickBranch<T>(
  branches: T[],
  index: number,
  cursor: AvroCursor,
): T {
  if (index >= 0 && index < branches.length) return branches[index];
  throw cursor.error(`there is no branch ${index} in a union`);
}

function sequence(skips: Skip[]): Skip {
  if (skips.length === 2) {
    const [first, second] = skips;
    return cursor => {
      first(cursor);
      second(cursor);
    };
  }
  return cursor => {
    for (const skip of skips) skip(cursor);
  };
}

function compileSkipItems(skipItem: Skip, minBytes: number): Skip {
  return cursor => {
    for (;;) {
      const count = cursor.readBlockCount(minBytes);
      if (count === 0) return;
      // The stated size of a block would be quicker; but a wrong one would go unnoticed here, and be fatal elsewhere.
      for (let index = 0; index < count; index++) skipItem(cursor);
    }
  };
}
