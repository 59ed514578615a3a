import { SqlTextError, type SqlToken } from './SqlToken';

const SPACE = /\s+/y;
const WORD = /[\p{L}_@][\p{L}\p{N}_@$]*/uy;
const NUMBER = /(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SYMBOL = /(?:->|=>|<=|>=|<>|!=|\|\||[-+*/%=<>()[\]{},.;:?|^$])/y;
const LINE_COMMENT = /--[^\r\n]*/y;

/**
 * Takes SQL of Trino apart as its lexer does.
 *
 * @throws SqlTextError
 */
export function tokenizeSql(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let position = 0;
  while (position < sql.length) {
    const skipped =
      matchAt(SPACE, sql, position) ??
      matchAt(LINE_COMMENT, sql, position) ??
      blockComment(sql, position);
    if (skipped !== undefined) {
      position += skipped.length;
      continue;
    }
    const token = readToken(sql, position);
    tokens.push(token);
    position = token.end;
  }
  return tokens;
}

function readToken(sql: string, start: number): SqlToken {
  const char = sql[start];
  if (char === "'") {
    return quotedToken('string', sql, start, "'");
  }
  if (char === '"') {
    return quotedToken('quoted', sql, start, '"');
  }
  if (char === '`') {
    throw new SqlTextError(
      'Names are quoted with ", not with backquotes',
      start,
    );
  }
  const kinds = [
    ['word', WORD],
    ['number', NUMBER],
    ['symbol', SYMBOL],
  ] as const;
  for (const [kind, pattern] of kinds) {
    const text = matchAt(pattern, sql, start);
    if (text !== undefined) {
      const value = kind === 'word' ? text.toLowerCase() : text;
      return { kind, text, value, start, end: start + text.length };
    }
  }
  throw new SqlTextError(
    `The character ${JSON.stringify(char)} has no meaning in SQL`,
    start,
  );
}

function quotedToken(
  kind: 'string' | 'quoted',
  sql: string,
  start: number,
  quote: string,
): SqlToken {
  let end = start + 1;
  for (;;) {
    const next = sql.indexOf(quote, end);
    if (next < 0) {
      throw new SqlTextError(`A ${quote} is not closed`, start);
    }
    end = next + 1;
    if (sql[end] !== quote) {
      break;
    }
    end++;
  }
  return {
    kind,
    text: sql.slice(start, end),
    value: sql.slice(start + 1, end - 1).replaceAll(quote + quote, quote),
    start,
    end,
  };
}

function blockComment(sql: string, start: number): string | undefined {
  if (!sql.startsWith('/*', start)) {
    return undefined;
  }
  const end = sql.indexOf('*/', start + 2);
  if (end < 0) {
    throw new SqlTextError('A comment is not closed', start);
  }
  return sql.slice(start, end + 2);
}

function matchAt(
  pattern: RegExp,
  text: string,
  position: number,
): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}
