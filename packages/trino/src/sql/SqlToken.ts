/** A piece of SQL. White space and comments are none. */
export interface SqlToken {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol';
  /** As written. */
  text: string;
  /** What a name or a literal stands for: without quotes, doubled ones undone; words in lower case. */
  value: string;
  /** Of its first character. */
  start: number;
  /** Behind its last one. */
  end: number;
}

/** The text ends within a literal, a quoted name or a comment, or holds a character that SQL does not know. */
export class SqlTextError extends Error {
  constructor(message: string, readonly position: number) {
    super(message);
    this.name = 'SqlTextError';
  }
}
