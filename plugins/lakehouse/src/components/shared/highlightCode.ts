/** Languages that snippets come in. */
export type CodeLanguage = 'sql' | 'python' | 'shell' | 'yaml' | 'properties';

/** A stretch of code. */
export interface CodeToken {
  kind: 'keyword' | 'comment' | 'plain';
  text: string;
}

const SQL =
  'SELECT|FROM|WHERE|AND|OR|NOT|FOR|VERSION|TIMESTAMP|DATE|AS|OF|GROUP|ORDER|BY|LIMIT|JOIN|ON|CREATE|CATALOG|WITH|USE|IN|INSTALL|LOAD|ATTACH|DESC|ASC|SYSTEM_TIME';

const RULES: Record<'sql' | 'python' | 'shell' | 'yaml', RegExp> = {
  // Strings come first, so that a keyword inside one stays plain.
  sql: new RegExp(
    `(?<skip>'[^'\\n]*'|"[^"\\n]*")|(?<comment>--[^\\n]*)|\\b(?<keyword>${SQL})\\b`,
    'g',
  ),
  python:
    /(?<skip>'[^'\n]*'|"[^"\n]*")|(?<comment>#[^\n]*)|\b(?<keyword>from|import|as|for|in|with|def|return|None|True|False)\b/g,
  shell:
    /(?<skip>'[^'\n]*'|"[^"\n]*")|(?<comment>(?:^|(?<=\s))#[^\n]*)|(?<keyword>(?<!.)(?!))/g,
  // Keys; an apostrophe in the text of a value begins no string.
  yaml: /(?<comment>(?:^|(?<=\s))#[^\n]*)|(?<=^[ ]*(?:- )*)(?<keyword>[A-Za-z_][\w./-]*)(?=:(?:\s|$))/gm,
};

/** Marks keywords and comments; enough for snippets and manifests, and nothing to load. */
export function highlightCode(
  code: string,
  language?: CodeLanguage,
): CodeToken[] {
  const rule =
    language !== undefined && language !== 'properties'
      ? RULES[language]
      : undefined;
  if (!rule) {
    return [{ kind: 'plain', text: code }];
  }
  const tokens: CodeToken[] = [];
  let end = 0;
  for (const match of code.matchAll(rule)) {
    const groups = match.groups ?? {};
    const kind =
      (groups.comment && 'comment') ||
      (groups.keyword && 'keyword') ||
      undefined;
    if (!kind) {
      continue;
    }
    if (match.index > end) {
      tokens.push({ kind: 'plain', text: code.slice(end, match.index) });
    }
    tokens.push({ kind, text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) {
    tokens.push({ kind: 'plain', text: code.slice(end) });
  }
  return tokens;
}
