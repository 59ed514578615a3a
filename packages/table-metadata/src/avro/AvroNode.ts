/**
 * A type of an Avro schema, checked and ready to be compiled.
 *
 * `minBytes`: fewest bytes that a value takes, which bounds every claimed number of items.
 */
export type AvroNode =
  | AvroPrimitive
  | AvroFixed
  | AvroEnum
  | AvroArray
  | AvroMap
  | AvroUnion
  | AvroRecord;

export interface AvroPrimitive {
  kind:
    | 'null'
    | 'boolean'
    | 'int'
    | 'long'
    | 'float'
    | 'double'
    | 'bytes'
    | 'string';
  logicalType?: string;
  minBytes: number;
}

export interface AvroFixed {
  kind: 'fixed';
  size: number;
  logicalType?: string;
  minBytes: number;
}

export interface AvroEnum {
  kind: 'enum';
  symbols: string[];
  minBytes: number;
}

export interface AvroArray {
  kind: 'array';
  items: AvroNode;
  minBytes: number;
}

export interface AvroMap {
  kind: 'map';
  values: AvroNode;
  minBytes: number;
}

export interface AvroUnion {
  kind: 'union';
  branches: AvroNode[];
  minBytes: number;
}

export interface AvroRecord {
  kind: 'record';
  name: string;
  fields: AvroField[];
  minBytes: number;
}

export interface AvroField {
  name: string;
  /** Iceberg's `field-id`; old writers leave it out. */
  fieldId?: number;
  type: AvroNode;
}
