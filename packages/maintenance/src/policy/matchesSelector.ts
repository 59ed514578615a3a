import type { PolicySelector } from './MaintenancePolicyDocument';

/** What policies tell tables by. @public */
export interface PolicySubject {
  lakehouse: string;
  layer?: string;
  /** Levels joined by dots. */
  schema: string;
  table: string;
}

const keys = ['lakehouse', 'layer', 'schema', 'table'] as const;

/** Level that a policy belongs to: that of the narrowest thing that it selects by. @public */
export type PolicyLevel = 'suite' | (typeof keys)[number];

/** Whether a policy is for a table. @public */
export function matchesSelector(
  selector: PolicySelector | undefined,
  subject: PolicySubject,
): boolean {
  return keys.every(key => {
    const pattern = selector?.[key];
    const value = subject[key];
    return (
      pattern === undefined ||
      (value !== undefined && matchesPattern(pattern, value))
    );
  });
}

/** @public */
export function levelOf(selector: PolicySelector | undefined): PolicyLevel {
  return keys.findLast(key => selector?.[key] !== undefined) ?? 'suite';
}

/** Narrower policies go over wider ones: by level, then by how much they say, patterns below names. */
export function specificityOf(selector: PolicySelector | undefined): number {
  const level = ['suite', ...keys].indexOf(levelOf(selector));
  const said = keys.filter(key => selector?.[key] !== undefined);
  const exact = said.filter(key => !/[*?]/.test(selector?.[key] ?? ''));
  return level * 100 + said.length * 10 + exact.length;
}

/** Linear in the length of the text times that of the pattern, whatever the pattern. */
export function matchesPattern(pattern: string, text: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let starAt = 0;
  while (position < text.length) {
    if (at < pattern.length && pattern[at] === '*') {
      star = at;
      starAt = position;
      at += 1;
    } else if (
      at < pattern.length &&
      (pattern[at] === '?' || pattern[at] === text[position])
    ) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      starAt += 1;
      position = starAt;
      at = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') {
    at += 1;
  }
  return at === pattern.length;
}
