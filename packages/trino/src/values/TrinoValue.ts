/**
 * A value of a result, nothing lost:
 *
 * - `boolean`; `tinyint`, `smallint`, `integer`, `real`, `double` as `number` (with NaN and infinities)
 * - `bigint` as `bigint`
 * - `decimal` as text with all its digits
 * - `timestamp(p)` as ISO 8601 with all its digits: `2026-11-24T10:30:00.123456`; with a time zone `…Z`, `…+05:30`, or,
 *   for a named zone, `…[Europe/Berlin]` (local time and zone as Trino sends them: it sends no offset)
 * - `date`, `time`, intervals, `uuid`, `ipaddress`, `varchar`, `char` as text; `json` as the text of the JSON
 * - `varbinary` as bytes
 * - arrays as arrays, rows as arrays in the order of their fields, maps as `Map`
 * - types that are not known here as text
 */
export type TrinoValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | TrinoValue[]
  | Map<TrinoValue, TrinoValue>;
