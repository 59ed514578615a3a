import { tokenizeSql, type SqlToken } from '../sql';

/** One entry of the table property `partitioning`: `bucket(custkey, 4)`. */
export interface TrinoPartitioning {
  /** Full name of the column, `a.b` for nested ones. */
  column: string;
  /** As Iceberg writes it: `identity`, `month`, `bucket[4]`, `truncate[2]`. */
  transform: string;
}

/** One entry of the table property `sorted_by`: `orderkey ASC NULLS FIRST`. */
export interface TrinoSorting {
  column: string;
  direction: 'asc' | 'desc';
  nullOrder: 'nulls-first' | 'nulls-last';
}

/** What `SHOW CREATE TABLE` says beyond columns. */
export interface CreateTable {
  partitioning: TrinoPartitioning[];
  sorting: TrinoSorting[];
  location?: string;
  formatVersion?: number;
}

/**
 * Reads the properties of the answer of `SHOW CREATE TABLE`. Comments and names may hold anything: the text is taken
 * apart as SQL.
 *
 * @returns undefined for what can't be understood.
 */
export function parseCreateTable(sql: string): CreateTable | undefined {
  try {
    const properties = readProperties(tokenizeSql(sql));
    const version = properties.get('format_version');
    const location = properties.get('location');
    return {
      partitioning: listOf(properties.get('partitioning')).map(
        parsePartitioning,
      ),
      sorting: listOf(properties.get('sorted_by')).map(parseSorting),
      location: typeof location === 'string' ? location : undefined,
      formatVersion:
        typeof version === 'string' && /^\d+$/.test(version)
          ? Number(version)
          : undefined,
    };
  } catch {
    // Anything that is not understood is said as unknown; a wrong guess would be worse.
    return undefined;
  }
}

type PropertyValue = string | string[];

/** The list behind the last WITH that is not inside of something. */
function readProperties(tokens: SqlToken[]): Map<string, PropertyValue> {
  const properties = new Map<string, PropertyValue>();
  let depth = 0;
  let start = -1;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'symbol' && token.text === '(') depth++;
    if (token.kind === 'symbol' && token.text === ')') depth--;
    if (depth === 0 && token.kind === 'word' && token.value === 'with') {
      start = index + 2;
    }
  }
  for (let index = start; start > 0 && index < tokens.length; ) {
    const name = tokens[index].value;
    if (tokens[index + 1]?.text !== '=') {
      throw new Error(`Expected "=" after ${name}`);
    }
    const { value, next } = readValue(tokens, index + 2);
    properties.set(name, value);
    index = next;
    if (tokens[index]?.text === ')') {
      break;
    }
    if (tokens[index]?.text !== ',') {
      throw new Error(`Expected "," after ${name}`);
    }
    index++;
  }
  return properties;
}

function readValue(
  tokens: SqlToken[],
  start: number,
): { value: PropertyValue; next: number } {
  if (tokens[start].value !== 'array') {
    // Maps and the like span several tokens; none of those is needed.
    let next = start;
    let depth = 0;
    while (
      depth > 0 ||
      (tokens[next].text !== ',' && tokens[next].text !== ')')
    ) {
      if (/^[([]$/.test(tokens[next].text)) depth++;
      if (/^[)\]]$/.test(tokens[next].text)) depth--;
      next++;
    }
    return { value: tokens[start].value, next };
  }
  const items: string[] = [];
  let next = start + 2;
  while (tokens[next].text !== ']') {
    if (tokens[next].kind === 'string') {
      items.push(tokens[next].value);
    }
    next++;
  }
  return { value: items, next: next + 1 };
}

function listOf(value: PropertyValue | undefined): string[] {
  return Array.isArray(value) ? value : [];
}

function parsePartitioning(text: string): TrinoPartitioning {
  const tokens = tokenizeSql(text);
  if (tokens[1]?.text !== '(') {
    return { column: columnOf(tokens), transform: 'identity' };
  }
  const name = tokens[0].value;
  const argument = tokens.findLast(({ kind }) => kind === 'number')?.text;
  const isSized = name === 'bucket' || name === 'truncate';
  const inner = tokens.slice(2, isSized ? -3 : -1);
  return {
    column: columnOf(inner),
    transform: isSized ? `${name}[${argument}]` : name,
  };
}

function parseSorting(text: string): TrinoSorting {
  const tokens = tokenizeSql(text);
  const words = new Set(
    tokens
      .slice(1)
      .flatMap(({ kind, value }) => (kind === 'word' ? [value] : [])),
  );
  const direction = words.has('desc') ? 'desc' : 'asc';
  const isLast = words.has('last');
  return {
    column: columnOf(tokens.slice(0, 1)),
    direction,
    nullOrder: isLast ? 'nulls-last' : 'nulls-first',
  };
}

function columnOf(tokens: SqlToken[]): string {
  return tokens
    .filter(({ kind }) => kind !== 'symbol')
    .map(({ value }) => value)
    .join('.');
}
