/**
 * Tests names against a pattern in which `*` stands for any characters. Takes time linear in the
 * name for every pattern: no backtracking, whatever a pattern looks like.
 */
export function wildcardMatcher(pattern: string): (name: string) => boolean {
  const [first, ...rest] = pattern.split('*');
  const last = rest.pop();
  return name => {
    if (last === undefined) {
      return name === first;
    }
    if (
      !name.startsWith(first) ||
      name.length < first.length + last.length ||
      !name.endsWith(last)
    ) {
      return false;
    }
    const end = name.length - last.length;
    let position = first.length;
    for (const part of rest) {
      const found = name.indexOf(part, position);
      if (found < 0 || found + part.length > end) {
        return false;
      }
      position = found + part.length;
    }
    return true;
  };
}
