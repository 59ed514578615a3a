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
  /** Of a geometry or geography: its coordinate reference system, as written; `OGC:CRS84` where none is. */
  crs?: string;
  /** Of a geography: how edges run, in lower case; `spherical` where it isn't said. */
  edgeAlgorithm?: string;
}

const DECIMAL = /^decimal\(\s*(\d{1,4})\s*,\s*(\d{1,4})\s*\)$/;
/** The reference system may have commas of its own; what follows the last one is the algorithm if it is a word. */
const GEO = /^(geometry|geography)(?:\(\s*(.*?)\s*\))?$/i;
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
  const geo = GEO.exec(name.trim());
  if (geo) return parseGeo(geo[1].toLowerCase(), geo[2] ?? '');
  return { base: text };
}

const DEFAULT_CRS = 'OGC:CRS84';
const DEFAULT_ALGORITHM = 'spherical';

function parseGeo(base: string, parameters: string): PrimitiveType {
  if (base === 'geometry') return { base, crs: parameters || DEFAULT_CRS };
  const comma = parameters.lastIndexOf(',');
  const crs = comma < 0 ? parameters : parameters.slice(0, comma).trim();
  const algorithm = comma < 0 ? '' : parameters.slice(comma + 1).trim();
  return {
    base,
    crs: crs || DEFAULT_CRS,
    edgeAlgorithm: algorithm.toLowerCase() || DEFAULT_ALGORITHM,
  };
}
