import { parsePartitionTransform } from '../partitioning/partitionTransform';
import { parsePrimitiveType } from '../schema/primitiveType';
import { duckdbType } from './duckdbType';

/**
 * A partition or sort transform as an expression of DuckDB, with the result that the specification asks for
 * (years, months, days and hours since 1970). There is none for `bucket`: the engine lacks its hash.
 *
 * @param source - expression of the source column, of the type that the table has.
 * @returns undefined for `bucket`.
 */
export function transformSql(
  transform: string,
  sourceType: string,
  source: string,
): string | undefined {
  const parsed = parsePartitionTransform(transform);
  const type = parsePrimitiveType(sourceType, 'a transform');
  const time =
    type.name === 'timestamptz' ? `(${source} AT TIME ZONE 'UTC')` : source;
  switch (parsed.name) {
    case 'identity':
      return source;
    case 'void':
      return 'NULL::INTEGER';
    case 'year':
    case 'month':
    case 'hour':
      return `CAST(date_diff('${parsed.name}', TIMESTAMP '1970-01-01', ${time}::TIMESTAMP) AS INTEGER)`;
    case 'day':
      return `CAST(${time} AS DATE)`;
    case 'bucket':
      return undefined;
    default:
      return `CAST(${truncateSql(
        type.name,
        type.name === 'decimal' ? type.scale : 0,
        parsed.width,
        source,
      )} AS ${duckdbType(sourceType, 'a transform')})`;
  }
}

function truncateSql(
  type: string,
  scale: number,
  width: number,
  source: string,
): string {
  if (type === 'string') return `left(${source}, ${width})`;
  if (type === 'binary') return `array_slice(${source}, 1, ${width})`;
  if (type === 'decimal') {
    // The width counts in the last digit: 50 of a decimal(9,2) is 0.50.
    const digits = String(width).padStart(scale + 1, '0');
    const step =
      scale === 0
        ? digits
        : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
    return floorTo(source, step);
  }
  return floorTo(source, String(width));
}

/** Rounds towards minus infinity; SQL's remainder has the sign of the dividend. */
function floorTo(value: string, step: string): string {
  return `(${value} - (((${value} % ${step}) + ${step}) % ${step}))`;
}
