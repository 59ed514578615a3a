import type { PartitionValue } from '../model';

/**
 * A value of a primitive type, decoded.
 *
 * | type | value |
 * |---|---|
 * | boolean | `boolean` |
 * | int, date (days since the epoch), float, double | `number` |
 * | long, time, timestamp, timestamptz (microseconds), timestamp_ns, timestamptz_ns (nanoseconds) | `bigint` |
 * | decimal | `bigint`, the unscaled value |
 * | string, uuid (with dashes, lower case) | `string` |
 * | fixed, binary, and types without an own form | `Uint8Array` |
 * @public
 */
export type SingleValue = Exclude<PartitionValue, null>;
