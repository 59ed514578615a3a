import { CorruptMetadataError } from '../errors';
import type { JsonObject, JsonValue } from '../json';
import type { AvroField, AvroNode, AvroPrimitive } from './AvroNode';

const MAX_DEPTH = 100;
/** Types after named ones are written out: a schema of ten lines can stand for billions. */
const MAX_NODES = 100_000;
const MAX_FIXED_BYTES = 16 * 1024 * 1024;

const PRIMITIVE_BYTES: Record<AvroPrimitive['kind'], number> = {
  null: 0,
  boolean: 1,
  int: 1,
  long: 1,
  float: 4,
  double: 8,
  bytes: 1,
  string: 1,
};

/**
 * Checks an Avro schema and turns it into a tree. Recursive types, which no manifest needs, are refused:
 * decoding one could go on without reading a byte.
 *
 * @throws CorruptMetadataError
 */
export function parseAvroSchema(json: JsonValue): AvroNode {
  return new AvroSchemaParser().parse(json, '', 0);
}

interface NamedType {
  node: AvroNode | undefined;
  nodes: number;
}

class AvroSchemaParser {
  readonly #named = new Map<string, NamedType>();
  #nodes = 0;

  parse(json: JsonValue, namespace: string, depth: number): AvroNode {
    if (depth > MAX_DEPTH)
      throw new CorruptMetadataError(
        `The Avro schema is nested deeper than ${MAX_DEPTH} levels`,
      );
    this.#count(1);
    if (typeof json === 'string') return this.#byName(json, namespace);
    if (Array.isArray(json)) return this.#union(json, namespace, depth);
    if (json === null || typeof json !== 'object')
      throw new CorruptMetadataError(
        'The Avro schema has a type that is neither a name nor an object',
      );
    const { type } = json;
    if (typeof type !== 'string')
      return this.parse(type ?? null, namespace, depth + 1);
    switch (type) {
      case 'record':
      case 'error':
        return this.#record(json, namespace, depth);
      case 'array': {
        const items = this.parse(json.items ?? null, namespace, depth + 1);
        return { kind: 'array', items, minBytes: 1 };
      }
      case 'map': {
        const values = this.parse(json.values ?? null, namespace, depth + 1);
        return { kind: 'map', values, minBytes: 1 };
      }
      case 'fixed': {
        const size = json.size;
        if (
          typeof size !== 'number' ||
          !Number.isInteger(size) ||
          size < 0 ||
          size > MAX_FIXED_BYTES
        ) {
          throw new CorruptMetadataError(
            'The Avro schema has a fixed type without a sound size',
          );
        }
        return this.#define(json, namespace, {
          kind: 'fixed',
          size,
          minBytes: size,
          ...logical(json),
        }).node;
      }
      case 'enum': {
        const symbols = Array.isArray(json.symbols)
          ? json.symbols.map(textOf)
          : [];
        return this.#define(json, namespace, {
          kind: 'enum',
          symbols,
          minBytes: 1,
        }).node;
      }
      default:
        return { ...this.#byName(type, namespace), ...logical(json) };
    }
  }

  #union(json: JsonValue[], namespace: string, depth: number): AvroNode {
    if (json.length === 0)
      throw new CorruptMetadataError('The Avro schema has an empty union');
    const branches = json.map(branch =>
      this.parse(branch, namespace, depth + 1),
    );
    return {
      kind: 'union',
      branches,
      minBytes: 1 + Math.min(...branches.map(({ minBytes }) => minBytes)),
    };
  }

  #record(json: JsonObject, namespace: string, depth: number): AvroNode {
    if (!Array.isArray(json.fields))
      throw new CorruptMetadataError(
        'The Avro schema has a record without fields',
      );
    const before = this.#nodes;
    const fields: AvroField[] = [];
    const { node, entry, ownNamespace } = this.#define(
      json,
      namespace,
      { kind: 'record', name: textOf(json.name), fields, minBytes: 0 },
      true,
    );
    for (const field of json.fields) {
      if (
        typeof field !== 'object' ||
        field === null ||
        Array.isArray(field) ||
        typeof field.name !== 'string'
      ) {
        throw new CorruptMetadataError(
          'The Avro schema has a field without a name',
        );
      }
      const id = field['field-id'];
      const type = this.parse(field.type ?? null, ownNamespace, depth + 1);
      fields.push({
        name: field.name,
        type,
        // An id that no field can have is one nevertheless: the name does not decide then.
        ...(typeof id === 'number' || typeof id === 'bigint'
          ? { fieldId: Number(id) }
          : {}),
      });
      node.minBytes += type.minBytes;
    }
    entry.node = node;
    entry.nodes = this.#nodes - before + 1;
    return node;
  }

  #define<T extends AvroNode>(
    json: JsonObject,
    namespace: string,
    node: T,
    isOpen = false,
  ): { node: T; entry: NamedType; ownNamespace: string } {
    const name = textOf(json.name);
    const dot = name.lastIndexOf('.');
    const stated =
      typeof json.namespace === 'string' ? json.namespace : namespace;
    const ownNamespace = dot >= 0 ? name.slice(0, dot) : stated;
    const entry: NamedType = { node: isOpen ? undefined : node, nodes: 1 };
    if (name !== '') this.#named.set(qualified(name, ownNamespace), entry);
    return { node, entry, ownNamespace };
  }

  #byName(name: string, namespace: string): AvroNode {
    if (Object.hasOwn(PRIMITIVE_BYTES, name)) {
      const kind = name as AvroPrimitive['kind'];
      return { kind, minBytes: PRIMITIVE_BYTES[kind] };
    }
    const entry =
      this.#named.get(qualified(name, namespace)) ?? this.#named.get(name);
    if (!entry)
      throw new CorruptMetadataError(
        `The Avro schema uses an unknown type "${name.slice(0, 80)}"`,
      );
    if (!entry.node)
      throw new CorruptMetadataError(
        `The Avro schema is recursive: "${name.slice(0, 80)}" contains itself`,
      );
    this.#count(entry.nodes);
    return entry.node;
  }

  #count(nodes: number): void {
    this.#nodes += nodes;
    if (this.#nodes > MAX_NODES)
      throw new CorruptMetadataError(
        `The Avro schema has more than ${MAX_NODES} types`,
      );
  }
}

/** What is no text has none: an object of the parsed schema has no prototype, so that `String` would throw. */
function textOf(json: JsonValue | undefined): string {
  return typeof json === 'string' ? json : '';
}

function logical(json: JsonObject): { logicalType?: string } {
  return typeof json.logicalType === 'string'
    ? { logicalType: json.logicalType }
    : {};
}

function qualified(name: string, namespace: string): string {
  return namespace === '' || name.includes('.') ? name : `${namespace}.${name}`;
}
