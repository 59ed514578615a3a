/** A value of a query parameter; an array repeats the parameter. */
export type QueryValue =
  | string
  | number
  | boolean
  | ReadonlyArray<string | number>
  | undefined;

/**
 * Writes the query part of an address, `?` included; empty when there is nothing to say.
 * Arrays repeat their parameter, `undefined` leaves it out.
 */
export function encodeQuery(query: Record<string, QueryValue>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) {
        params.append(key, String(item));
      }
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
