/** A selector of an object, as one writes it in a query: `app=trino,tier in (a,b),!old`. Undefined where there is none. */
export function selectorOf(selector: unknown): string | undefined {
  const { matchLabels = {}, matchExpressions = [] } = (selector ?? {}) as {
    matchLabels?: Record<string, string>;
    matchExpressions?: { key: string; operator: string; values?: string[] }[];
  };
  const parts = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) => {
      if (operator === 'Exists') return key;
      if (operator === 'DoesNotExist') return `!${key}`;
      const word = operator === 'NotIn' ? 'notin' : 'in';
      return `${key} ${word} (${values.join(',')})`;
    }),
  ];
  return parts.length > 0 ? parts.join(',') : undefined;
}
