import type { AvroNode } from './AvroNode';
import { pickBranch } from './compileSkip';
import type { Decode } from './Decode';

/** Some writers let everything be null, also what never is. */
export function withoutNull(node: AvroNode): AvroNode {
  if (node.kind !== 'union') return node;
  const others = node.branches.filter(({ kind }) => kind !== 'null');
  return others.length === 1 ? others[0] : node;
}

/** Reads a value of `withoutNull(node)`, which may be null after all. */
export function orNull(node: AvroNode, read: Decode): Decode {
  if (node.kind !== 'union' || node === withoutNull(node)) return read;
  const branches = node.branches.map(({ kind }) =>
    kind === 'null' ? () => undefined : read,
  );
  return cursor => pickBranch(branches, cursor.readInt(), cursor)(cursor);
}
