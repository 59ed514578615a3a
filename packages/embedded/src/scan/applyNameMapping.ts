import type { LayoutNode } from './FileLayout';

interface MappedField {
  'field-id'?: number;
  names?: string[];
  fields?: MappedField[];
}

/**
 * Gives field ids to the columns of a file that was written without them, by the
 * table's name mapping. Columns it does not name stay without an id and are not read.
 * @see https://iceberg.apache.org/spec/#name-mapping-serialization
 */
export function applyNameMapping(
  columns: LayoutNode[],
  nameMapping: string,
): LayoutNode[] {
  const mapping: unknown = JSON.parse(nameMapping);
  return apply(columns, Array.isArray(mapping) ? mapping : []);
}

function apply(nodes: LayoutNode[], mapping: MappedField[]): LayoutNode[] {
  return nodes.map(node => {
    const mapped = mapping.find(field => field.names?.includes(node.name));
    return {
      ...node,
      fieldId: mapped?.['field-id'],
      children: apply(node.children, mapped?.fields ?? []),
    };
  });
}
