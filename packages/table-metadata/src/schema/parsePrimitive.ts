/**
 * A primitive type taken apart.
 * @public
 */
export interface PrimitiveType {
  /** `int`, `decimal`, `fixed`, `timestamptz_ns`, … in lower case; what was written where it is unknown. */
  base: string;
  /** Of a decimal. */
  precision?: number;
  /** Of a decimal. */
  scale?: number;
  /** Of a fixed, in bytes. */
  length?: number;
}

const DECIMAL = /^decimal\(\s*(\d{1,4})\s*,\s*(\d{1,4})\s*\)$/;
const FIXED = /^fixed\[\s*(\d{1,9})\s*\]$/;

/**
 * Takes the name of a primitive type apart: `decimal(9, 2)`, `decimal(9,2)`, `fixed[16]`, `long`.
 * @public
 */
export function parsePrimitive(name: string): PrimitiveType {
  const text = name.trim().toLowerCase();
  const decimal = DECIMAL.exec(text);
  if (decimal)
    return {
      base: 'decimal',
      precision: Number(decimal[1]),
      scale: Number(decimal[2]),
    };
  const fixed = FIXED.exec(text);
  if (fixed) return { base: 'fixed', length: Number(fixed[1]) };
  return { base: text };
}
