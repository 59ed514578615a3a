/**
 * What {@link parseExactJson} returns. Integers that a `number` cannot hold exactly are `bigint`.
 * @public
 */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | JsonValue[]
  | JsonObject;

/** @public */
export interface JsonObject {
  [key: string]: JsonValue;
}
