import { createHash } from 'node:crypto';
import { SqlTextError, tokenizeSql, type SqlToken } from '../sql';

/** The one table that a statement reads, and which statement it is. */
export interface QueriedTable {
  /** As written, unquoted, in lower case: `[catalog, schema, table]` or `[schema, table]`. */
  name: string[];
  /** Hash of the statement without its literals, comments and white space: 32 hexadecimal digits. */
  fingerprint: string;
}

/** What comes after a table and makes it another one, or another state of it. */
const notPlain = new Set(['for', 'tablesample', 'match_recognize', '(']);

/** Words that read tables in ways that are not looked into. */
const unread = new Set(['table', 'lateral', 'unnest', 'values', 'only']);

/**
 * The table of a `SELECT` that names exactly one, with its schema. Deliberately narrow: what is not understood is left
 * out, since a time that is booked on the wrong table does harm, and one that is left out does none. So a statement with
 * a bare name anywhere behind `FROM` or `JOIN` (one of a `WITH`, say), with a list of tables, or with an earlier state of
 * a table has none.
 */
export function queriedTable(statement: string): QueriedTable | undefined {
  const tokens = tokensOf(statement);
  const first = tokens?.[0]?.value;
  if (!tokens || (first !== 'select' && first !== 'with')) {
    return undefined;
  }
  let found: string[] | undefined;
  for (let i = 0; i < tokens.length; i++) {
    if (!isWord(tokens[i], 'from') && !isWord(tokens[i], 'join')) {
      continue;
    }
    if (tokens[i + 1]?.text === '(') {
      continue;
    }
    const { name, end } = nameAt(tokens, i + 1);
    if (
      (name.length !== 2 && name.length !== 3) ||
      isFollowedByMore(tokens, end) ||
      (found && found.join('\n') !== name.join('\n'))
    ) {
      return undefined;
    }
    found = name;
  }
  return found && { name: found, fingerprint: fingerprintOf(tokens) };
}

function tokensOf(statement: string): SqlToken[] | undefined {
  try {
    return tokenizeSql(statement);
  } catch (error) {
    if (error instanceof SqlTextError) {
      return undefined;
    }
    throw error;
  }
}

function isWord(token: SqlToken | undefined, word: string): boolean {
  return token?.kind === 'word' && token.value === word;
}

function nameAt(
  tokens: SqlToken[],
  start: number,
): { name: string[]; end: number } {
  const name: string[] = [];
  let i = start;
  while (
    tokens[i]?.kind === 'quoted' ||
    (tokens[i]?.kind === 'word' && !unread.has(tokens[i].value))
  ) {
    // Trino knows no upper case in names, quoted or not.
    name.push(tokens[i].value.toLowerCase());
    i++;
    if (tokens[i]?.text !== '.') {
      break;
    }
    i++;
  }
  return { name, end: i };
}

/** A list of tables, a state that is not the current one, a sample. */
function isFollowedByMore(tokens: SqlToken[], end: number): boolean {
  let i = end;
  if (notPlain.has(tokens[i]?.value)) {
    return true;
  }
  if (isWord(tokens[i], 'as')) {
    i++;
  }
  const alias = tokens[i];
  if (
    alias?.kind === 'quoted' ||
    (alias?.kind === 'word' && tokens[i + 1]?.text === ',')
  ) {
    i++;
  }
  return (
    tokens[i]?.text === ',' ||
    notPlain.has(tokens[i]?.value) ||
    isWord(tokens[i + 1], 'tablesample')
  );
}

/** Lists of literals count as one, so that `IN (1, 2)` and `IN (1, 2, 3)` are the same. */
function fingerprintOf(tokens: SqlToken[]): string {
  const parts: string[] = [];
  for (const token of tokens) {
    const isLiteral = token.kind === 'string' || token.kind === 'number';
    const part = isLiteral ? '?' : `${token.kind[0]}${token.value}`;
    if (isLiteral && parts.at(-1) === 's,' && parts.at(-2) === '?') {
      parts.pop();
      continue;
    }
    parts.push(part);
  }
  if (parts.at(-1) === 's;') {
    parts.pop();
  }
  return createHash('sha256')
    .update(parts.join('\n'))
    .digest('hex')
    .slice(0, 32);
}
