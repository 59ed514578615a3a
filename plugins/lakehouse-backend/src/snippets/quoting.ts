/** An identifier in backticks, as Spark and Flink want it. */
export function backticked(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** An identifier in double quotes, as Trino and standard SQL want it. */
export function doubleQuoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in single quotes, as SQL wants it. */
export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A text in double quotes, as Python wants it. */
export function pythonString(text: string): string {
  return JSON.stringify(text);
}

/** A text that a POSIX shell takes as it is. */
export function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Text that stays on one line, for comments: a line break in it would end the comment. */
export function onOneLine(text: string): string {
  // Also what Unicode and some editors take for the end of a line.
  return text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ');
}

/** Lines of a comment in SQL. */
export function sqlComment(...lines: string[]): string[] {
  return lines.map(line => `-- ${onOneLine(line)}`);
}
