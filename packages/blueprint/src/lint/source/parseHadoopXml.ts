import type { PropertyEntry } from './parseProperties';
import type { SourceText } from './SourceText';

/**
 * Reads the properties of a Hadoop configuration file (`hive-site.xml`, `core-site.xml`): `<property><name/><value/>`.
 * What is commented out does not count. One pass, no entities but the five of XML: a declared entity stays as it is.
 */
export function parseHadoopXml(source: SourceText): PropertyEntry[] {
  const text = source.text.replace(/<!--[\s\S]*?(-->|$)/g, comment =>
    comment.replace(/[^\n]/g, ' '),
  );
  const entries: PropertyEntry[] = [];
  let line = 0;
  let counted = 0;
  for (const part of splitProperties(text)) {
    const key = elementOf(part.body, 'name');
    if (key === undefined) continue;
    for (; counted < part.start; counted++) if (text[counted] === '\n') line++;
    const value = elementOf(part.body, 'value') ?? '';
    const offset = part.body.indexOf('<value');
    const inside = part.body
      .slice(0, offset < 0 ? 0 : offset)
      .split('\n').length;
    const index = line + inside - 1;
    entries.push({
      key: key.trim(),
      value: value.trim(),
      get place() {
        return source.placeOf(index);
      },
    });
  }
  return entries;
}

function* splitProperties(
  text: string,
): Generator<{ start: number; body: string }> {
  let at = text.indexOf('<property>');
  while (at >= 0) {
    const end = text.indexOf('</property>', at);
    if (end < 0) return;
    yield { start: at, body: text.slice(at, end) };
    at = text.indexOf('<property>', end);
  }
}

function elementOf(body: string, name: string): string | undefined {
  const start = body.indexOf(`<${name}>`);
  if (start < 0) return undefined;
  const end = body.indexOf(`</${name}>`, start);
  if (end < 0) return undefined;
  return body
    .slice(start + name.length + 2, end)
    .replace(
      /&(lt|gt|amp|quot|apos);/g,
      (_, entity: string) => ENTITIES[entity],
    );
}

const ENTITIES: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};
