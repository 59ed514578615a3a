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
