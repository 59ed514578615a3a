/** An Avro schema as its JSON has it, names resolved. */
export type AvroSchema =
  | { type: Primitive }
  | { type: 'fixed'; size: number }
  | { type: 'enum'; symbols: string[] }
  | { type: 'array'; items: AvroSchema }
  | { type: 'map'; values: AvroSchema }
  | { type: 'union'; branches: AvroSchema[] }
  | { type: 'record'; fields: AvroField[] };

export interface AvroField {
  name: string;
  id?: number;
  schema: AvroSchema;
}

type Primitive =
  | 'null'
  | 'boolean'
  | 'int'
  | 'long'
  | 'float'
  | 'double'
  | 'bytes'
  | 'string';

const PRIMITIVES = new Set<string>([
  'null',
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'bytes',
  'string',
]);

type Json = Record<string, unknown>;

/** Reads a schema the plain way. @throws on what no manifest has. */
export function parseSchema(
  json: unknown,
  named = new Map<string, AvroSchema>(),
): AvroSchema {
  if (typeof json === 'string') {
    if (PRIMITIVES.has(json)) return { type: json as Primitive };
    const known = named.get(json);
    if (!known) throw new Error(`unknown type ${json}`);
    return known;
  }
  if (Array.isArray(json))
    return {
      type: 'union',
      branches: json.map(branch => parseSchema(branch, named)),
    };
  const object = json as Json;
  const remember = (schema: AvroSchema): AvroSchema => {
    if (typeof object.name === 'string') named.set(object.name, schema);
    return schema;
  };
  switch (object.type) {
    case 'record': {
      const fields: AvroField[] = [];
      for (const field of object.fields as Json[])
        fields.push({
          name: String(field.name),
          id: field['field-id'] as number | undefined,
          schema: parseSchema(field.type, named),
        });
      // Known only now: a type that contains itself is refused, as the reader does.
      return remember({ type: 'record', fields });
    }
    case 'array':
      return { type: 'array', items: parseSchema(object.items, named) };
    case 'map':
      return { type: 'map', values: parseSchema(object.values, named) };
    case 'fixed':
      return remember({ type: 'fixed', size: Number(object.size) });
    case 'enum':
      return remember({ type: 'enum', symbols: object.symbols as string[] });
    default:
      return parseSchema(object.type, named);
  }
}
