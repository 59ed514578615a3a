import type { Random } from '../engine/Random';
import { mutateJson } from './mutateJson';

type Json = Record<string, unknown>;

/** Changes the schema in a header: in ways that keep the encoding of the records, or in any way. */
export function mutateAvroSchema(text: string, random: Random): string {
  if (random.chance(0.35)) return mutateJson(text, random);
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch {
    return mutateJson(text, random);
  }
  const nodes = nodesOf(schema);
  const fields = nodes.filter(node => 'name' in node && 'type' in node);
  if (fields.length === 0) return mutateJson(text, random);
  const field = random.pick(fields);
  switch (random.below(7)) {
    case 0:
      for (const node of nodes) delete node['field-id'];
      break;
    case 1:
      delete field['field-id'];
      break;
    case 2:
      field['field-id'] = random.pick(fields)['field-id'];
      break;
    case 3:
      field.name = random.pick(fields).name;
      break;
    case 4:
      swapTypes(field, random.chance(0.5) ? 'int' : 'string');
      break;
    case 5:
      delete field.logicalType;
      delete field.default;
      break;
    default: {
      const other = random.pick(fields);
      [field.type, other.type] = [other.type, field.type];
    }
  }
  try {
    return JSON.stringify(schema);
  } catch {
    // A type was put into itself.
    return mutateJson(text, random);
  }
}

function nodesOf(json: unknown, nodes: Json[] = []): Json[] {
  if (Array.isArray(json)) for (const item of json) nodesOf(item, nodes);
  else if (typeof json === 'object' && json !== null) {
    nodes.push(json as Json);
    for (const value of Object.values(json)) nodesOf(value, nodes);
  }
  return nodes;
}

/** Types that are encoded alike. */
const ALIKE: Record<string, string> = {
  int: 'long',
  long: 'int',
  string: 'bytes',
  bytes: 'string',
};

function swapTypes(field: Json, group: 'int' | 'string'): void {
  const swap = (type: unknown): unknown => {
    if (Array.isArray(type)) return type.map(swap);
    if (typeof type !== 'string' || !(type in ALIKE)) return type;
    const isNumber = type === 'int' || type === 'long';
    return isNumber === (group === 'int') ? ALIKE[type] : type;
  };
  field.type = swap(field.type);
}
