import {
  DuckDBListType,
  DuckDBMapType,
  DuckDBStructType,
  type DuckDBType,
} from '@duckdb/node-api';
import type { LayoutNode } from './FileLayout';

/** An element of a Parquet schema as `parquet_schema()` lists it, parents first. */
export interface ParquetElement {
  name: string;
  children: number;
  fieldId?: number;
}

interface ElementTree {
  element: ParquetElement;
  children: ElementTree[];
}

/**
 * Ties the field ids of a Parquet schema to the columns that DuckDB makes of it.
 *
 * @param elements - All elements but the root, parents first.
 * @param columns - DuckDB's columns of the same file, in order.
 */
export function parseLayout(
  elements: readonly ParquetElement[],
  columns: ReadonlyArray<{ name: string; type: DuckDBType }>,
): LayoutNode[] {
  const queue = [...elements].reverse();
  const trees: ElementTree[] = [];
  while (queue.length > 0) {
    trees.push(takeTree(queue));
  }
  return columns.map((column, index) =>
    layoutNode(column.name, column.type, trees[index]),
  );
}

function takeTree(queue: ParquetElement[]): ElementTree {
  const element = queue.pop();
  if (!element) {
    throw new RangeError('A Parquet schema promises more children than it has');
  }
  const children: ElementTree[] = [];
  for (let i = 0; i < element.children; i++) {
    children.push(takeTree(queue));
  }
  return { element, children };
}

function layoutNode(
  name: string,
  type: DuckDBType,
  tree: ElementTree | undefined,
): LayoutNode {
  const base = { name, type: type.toString(), fieldId: tree?.element.fieldId };
  if (type instanceof DuckDBStructType) {
    const children = type.entryNames.map((entry, index) =>
      layoutNode(entry, type.entryTypes[index], tree?.children[index]),
    );
    return { ...base, kind: 'struct', children };
  }
  if (type instanceof DuckDBListType) {
    const element = layoutNode('element', type.valueType, elementOf(tree));
    return { ...base, kind: 'list', children: [element] };
  }
  if (type instanceof DuckDBMapType) {
    const [key, value] = tree?.children[0]?.children ?? [];
    return {
      ...base,
      kind: 'map',
      children: [
        layoutNode('key', type.keyType, key),
        layoutNode('value', type.valueType, value),
      ],
    };
  }
  return { ...base, kind: 'primitive', children: [] };
}

/** Parquet's three-level lists wrap the element in a repeated group; old two-level ones do not. */
function elementOf(list: ElementTree | undefined): ElementTree | undefined {
  const repeated = list?.children[0];
  if (!repeated) {
    return list;
  }
  const twoLevel =
    repeated.children.length !== 1 ||
    repeated.element.name === 'array' ||
    repeated.element.name.endsWith('_tuple');
  return twoLevel ? repeated : repeated.children[0];
}
