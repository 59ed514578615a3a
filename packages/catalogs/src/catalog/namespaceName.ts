/**
 * Joins the levels of a namespace into one name: `['a', 'b']` is `a.b`. Dots and percent signs inside a level are
 * percent-encoded (`['a.b']` is `a%2Eb`), so that the levels can be told from the name.
 */
export function namespaceName(levels: readonly string[]): string {
  return levels
    .map(level => level.replaceAll('%', '%25').replaceAll('.', '%2E'))
    .join('.');
}

/** The levels of a name that `namespaceName` made. */
export function namespaceLevels(name: string): string[] {
  return name
    .split('.')
    .map(level => level.replaceAll(/%2E/gi, '.').replaceAll('%25', '%'));
}
