import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { lintManifests } from '../lintManifests';
import { LINT_RULES } from '../rules';
import { applyFixes } from './applyFixes';

const FIXTURES = join(__dirname, '..', 'fixtures');
const fixable = LINT_RULES.filter(rule => rule.fixable).map(({ id }) => id);

function objectsOf(rule: string): unknown[] {
  return parseAllDocuments(
    readFileSync(join(FIXTURES, rule, 'bad.yaml'), 'utf8'),
    { version: '1.1' },
  ).map(document => document.toJS());
}

function list(rule: string) {
  const items = objectsOf(rule);
  return items.length === 1
    ? items[0]
    : { apiVersion: 'v1', kind: 'List', items };
}

/** The same objects in other ways to write them: what has quotes or braces is edited in other ways than a block. */
const STYLES: Record<
  string,
  { path: string; text(rule: string): string; read(text: string): unknown }
> = {
  'JSON in lines': {
    path: 'f.json',
    text: rule => JSON.stringify(list(rule), null, 2),
    read: JSON.parse,
  },
  'JSON in one line': {
    path: 'f.json',
    text: rule => JSON.stringify(list(rule)),
    read: JSON.parse,
  },
  'JSON with tabs, CRLF and a mark of the byte order': {
    path: 'f.json',
    text: rule =>
      `\uFEFF${JSON.stringify(list(rule), null, '\t').replaceAll(
        '\n',
        '\r\n',
      )}`,
    read: text => JSON.parse(text.slice(1)),
  },
  'YAML with braces': {
    path: 'f.yaml',
    text: rule =>
      stringify(list(rule), {
        collectionStyle: 'flow',
        lineWidth: 0,
        version: '1.1',
      }),
    read: text => parse(text, { version: '1.1' }),
  },
  'YAML in quotes': {
    path: 'f.yaml',
    text: rule =>
      stringify(list(rule), {
        defaultStringType: 'QUOTE_SINGLE',
        defaultKeyType: 'QUOTE_DOUBLE',
        lineWidth: 0,
      }),
    read: text => parse(text),
  },
  'YAML in blocks, with an indentation of four': {
    path: 'f.yaml',
    text: rule =>
      stringify(list(rule), { indent: 4, lineWidth: 60, version: '1.1' }),
    read: text => parse(text, { version: '1.1' }),
  },
};

describe.each(Object.keys(STYLES))('a fix in %s', name => {
  const { path, text: write, read } = STYLES[name];

  it.each(fixable)(
    '%s leaves a file that can be read and has the finding no longer, or does nothing',
    rule => {
      const text = write(rule);
      const before = lintManifests([{ path, text }]);
      const { files, fixed, result } = applyFixes([{ path, text }]);
      expect(result.errors).toEqual([]);
      expect(result.counts.objects).toBe(before.counts.objects);
      expect(result.findings.length).toBe(
        before.findings.length - fixed.length,
      );
      if (files.length === 0) {
        expect(fixed).toEqual([]);
        return;
      }
      expect(result.findings.filter(finding => finding.rule === rule)).toEqual(
        [],
      );
      expect(read(files[0].text)).not.toEqual(read(text));
    },
  );
});

it('a fix of an apiVersion keeps the quotes that it has', () => {
  const json = `{
  "apiVersion": "policy/v1beta1",
  "kind": "PodDisruptionBudget",
  "metadata": { "name": "q" }
}
`;
  for (const [path, text] of [
    ['pdb.json', json],
    ['pdb.yaml', json.replaceAll('"', "'")],
  ])
    expect(applyFixes([{ path, text }]).files).toEqual([
      { path, text: text.replace('v1beta1', 'v1') },
    ]);
});

it('a fix of a key keeps the quotes that it has', () => {
  const text = JSON.stringify(list('S1'));
  const { files } = applyFixes([{ path: 's1.json', text }]);
  expect(files[0].text).toBe(text.replace('"args"', '"command"'));
});
