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

/**
 * A JSON object as `parseExactJson` reads it: whole numbers that a double can't hold are `bigint`.
 * @public
 */
export interface JsonObject {
  [key: string]: JsonValue;
}
