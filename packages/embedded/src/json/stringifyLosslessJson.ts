/**
 * `JSON.stringify` that writes bigints as plain integers. Members that are `undefined` are left out.
 */
export function stringifyLosslessJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value))
    return `[${value
      .map(item => stringifyLosslessJson(item ?? null))
      .join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members: string[] = [];
    for (const [key, member] of Object.entries(value)) {
      if (member !== undefined)
        members.push(`${JSON.stringify(key)}:${stringifyLosslessJson(member)}`);
    }
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
