/** A properties file of what has a value, in the order given. */
export function propertiesText(
  properties: Record<string, string | number | boolean | undefined>,
): string {
  return Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
