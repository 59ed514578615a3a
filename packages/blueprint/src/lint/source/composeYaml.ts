import { Composer, type CST, type Document, Parser } from 'yaml';
import { MAX_DEPTH } from './toPlainValue';

/**
 * The documents of a text as trees that know where each node stands, broken ones with their errors.
 *
 * @param onDeep - called for each document that is nested too deep; it is left out.
 * @throws RangeError for tens of thousands of levels.
 */
export function composeYaml(
  text: string,
  onDeep: () => void,
): Document.Parsed[] {
  const composer = new Composer({
    uniqueKeys: false, // Compares every key with every other; toPlainValue finds duplicates in one pass.
    prettyErrors: false,
    logLevel: 'silent',
  });
  // What makes values of the tokens calls itself for each level: what is too deep for it must not come there.
  return [...composer.compose(shallow(new Parser().parse(text), onDeep))];
}

/** Leaves out documents that are nested too deep. */
function* shallow(
  tokens: Iterable<CST.Token>,
  onDeep: () => void,
): Generator<CST.Token> {
  for (const token of tokens)
    if (isDeep(token)) onDeep();
    else yield token;
}

/** Without calling itself. */
function isDeep(token: CST.Token): boolean {
  const open: { token: CST.Token | null | undefined; depth: number }[] = [
    { token, depth: 0 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { token: current, depth } = next;
    if (depth > MAX_DEPTH) return true;
    if (current?.type === 'document')
      open.push({ token: current.value, depth });
    else if (current && 'items' in current)
      for (const { key, value } of current.items)
        open.push(
          { token: key, depth: depth + 1 },
          { token: value, depth: depth + 1 },
        );
  }
  return false;
}
