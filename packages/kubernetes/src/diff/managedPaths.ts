/**
 * The fields that a manager set, as the API server writes them: `.spec.replicas`,
 * `.spec.template.spec.containers[name="main"].image`.
 *
 * @param fieldsV1 - Of `metadata.managedFields`.
 */
export function managedPaths(fieldsV1: unknown, prefix: string = ''): string[] {
  if (typeof fieldsV1 !== 'object' || fieldsV1 === null) return [];
  const entries = Object.entries(fieldsV1).filter(([name]) => name !== '.');
  if (entries.length === 0) return prefix === '' ? [] : [prefix];
  return entries.flatMap(([name, below]) =>
    managedPaths(below, `${prefix}${stepOf(name)}`),
  );
}

function stepOf(name: string): string {
  const value = name.slice(2);
  if (name.startsWith('f:')) return `.${value}`;
  if (name.startsWith('k:')) return `[${keysOf(value)}]`;
  return name.startsWith('v:') ? `[=${value}]` : `[${value}]`;
}

function keysOf(json: string): string {
  try {
    return Object.entries(JSON.parse(json) as Record<string, unknown>)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(',');
  } catch {
    return json;
  }
}
