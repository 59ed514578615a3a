import { ValidationError } from '../errors';

const SIMPLE = [
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'date',
  'time',
  'timestamp',
  'timestamptz',
  'timestamp_ns',
  'string',
  'uuid',
  'binary',
] as const;

/** Types of the specification that this engine cannot write. */
const UNSUPPORTED = [
  'timestamptz_ns',
  'variant',
  'unknown',
  'geometry',
  'geography',
];

/**
 * A primitive type, taken apart.
 */
export type PrimitiveType =
  | { name: (typeof SIMPLE)[number] }
  | { name: 'decimal'; precision: number; scale: number }
  | { name: 'fixed'; length: number };

/**
 * Takes a primitive type apart: `decimal(9, 2)`, `fixed[16]`, `long`.
 *
 * @param where - what has the type, for the message.
 * @throws ValidationError for anything else.
 */
export function parsePrimitiveType(text: string, where: string): PrimitiveType {
  const simple = SIMPLE.find(name => name === text);
  if (simple) return { name: simple };
  const decimal = /^decimal\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(text);
  if (decimal) {
    const precision = Number(decimal[1]);
    const scale = Number(decimal[2]);
    if (precision < 1 || precision > 38 || scale > precision) {
      throw new ValidationError(
        `Type '${text}' of ${where}: a decimal has a precision of 1 to 38 and a scale of 0 to its precision.`,
      );
    }
    return { name: 'decimal', precision, scale };
  }
  const fixed = /^fixed\[\s*(\d{1,9})\s*\]$/.exec(text);
  if (fixed && Number(fixed[1]) > 0)
    return { name: 'fixed', length: Number(fixed[1]) };
  if (UNSUPPORTED.some(name => text === name || text.startsWith(`${name}(`))) {
    throw new ValidationError(
      `Type '${text}' of ${where} cannot be written by the embedded lakehouse's engine.`,
    );
  }
  throw new ValidationError(
    `'${text}' of ${where} is not an Iceberg type. Types are ${SIMPLE.join(
      ', ',
    )}, decimal(P,S), fixed[L], and struct, list and map as objects.`,
  );
}

/** The spelling that the specification's JSON uses. */
export function formatPrimitiveType(type: PrimitiveType): string {
  if (type.name === 'decimal')
    return `decimal(${type.precision}, ${type.scale})`;
  if (type.name === 'fixed') return `fixed[${type.length}]`;
  return type.name;
}
