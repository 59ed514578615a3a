import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { LintFile } from './model/LintFile';
import { lintManifests } from './lintManifests';

const EXAMPLES = join(__dirname, 'examples');

function example(folder: string): LintFile[] {
  return readdirSync(join(EXAMPLES, folder), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter(name => /\.\w+$/.test(name))
    .sort()
    .map(path => ({
      path,
      text: readFileSync(join(EXAMPLES, folder, path), 'utf8'),
    }));
}

function rulesOf(files: LintFile[], options = {}) {
  const { findings } = lintManifests(files, options);
  return findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`);
}

/** The line (from 1) of a file on which a text first stands. */
function lineOf({ text }: LintFile, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

describe('the whole stack of a tutorial', () => {
  const files = example('tutorial');
  const { findings, errors } = lintManifests(files);

  it('has every defect that is known of it', () => {
    expect(errors).toEqual([]);
    const found = new Set(findings.map(({ rule }) => rule));
    const expected = [
      ...[...Array(18).keys()].map(index => `T${index + 1}`),
      ...['L1', 'L2', 'L3', 'L4', 'L5'],
      ...['H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H9'],
      ...['S1', 'S2', 'S3', 'S4', 'S5', 'S7'],
      ...['A1', 'A7', 'C1', 'R7'],
    ];
    expect([...found].sort()).toEqual(expected.sort());
  });

  it('says on which line of the YAML a property inside a ConfigMap stands', () => {
    const trino = files.find(({ path }) => path === 'trino.yaml')!;
    const at = (rule: string) =>
      findings
        .filter(
          finding => finding.rule === rule && finding.file === 'trino.yaml',
        )
        .map(({ line }) => line);
    expect(at('T1')).toEqual([
      lineOf(trino, 'query.max-total-memory-per-node'),
    ]);
    expect(at('T2')).toEqual([
      lineOf(trino, 'query.max-memory-per-node=8GB'),
      lineOf(trino, 'query.max-memory-per-node=12GB'),
    ]);
    expect(at('T5')).toEqual([lineOf(trino, '"grantee"')]);
    expect(at('T15')).toEqual([lineOf(trino, 'TRINO_ENVIRONMENT')]);
    expect(at('T14')).toEqual([
      lineOf(trino, '5432/analytics'),
      lineOf(trino, 'connection-user=trino'),
    ]);
  });

  it('is judged as a later Trino would: legacy file systems stop 481, and only warn on 450', () => {
    const severity = (trinoVersion?: number) =>
      lintManifests(files, { trinoVersion })
        .findings.filter(
          ({ rule, message }) => rule === 'T3' && message.startsWith('hive.s3'),
        )
        .map(finding => finding.severity);
    expect(severity()).toEqual(['warning']);
    expect(severity(481)).toEqual(['error']);
  });
});

describe('the official chart with a heap of 1 GB', () => {
  it('is caught in its values, defaults included', () => {
    const [values] = example('chart').filter(
      ({ path }) => path === 'values.yaml',
    );
    const { findings } = lintManifests([values]);
    expect(findings.map(({ rule, line }) => [rule, line])).toEqual(
      [
        ['T2', lineOf(values, 'maxHeapSize: "1G"')],
        ['T2', lineOf(values, 'maxMemoryPerNode: "6GB"')],
        ['T1', lineOf(values, 'query.max-total')],
        ['T3', lineOf(values, 'hive.s3.endpoint')],
      ].sort((one, other) => Number(one[1]) - Number(other[1])),
    );
  });

  it('is caught in what helm renders', () => {
    const [rendered] = example('chart').filter(
      ({ path }) => path === 'rendered.yaml',
    );
    expect(rulesOf([rendered])).toEqual([
      `T2 rendered.yaml:${lineOf(rendered, 'query.max-memory-per-node')}`,
    ]);
  });
});

describe('kustomize', () => {
  const files = example('kustomize');

  it('makes ConfigMaps of plain files, whose findings have the lines of those files', () => {
    expect(rulesOf(files)).toEqual([
      'T13 etc/catalog/lake.properties:4',
      'L1 etc/config.properties:6',
    ]);
  });

  it('takes a patch for no object of its own', () => {
    expect(lintManifests(files).findings.map(({ rule }) => rule)).not.toContain(
      'K4',
    );
  });
});

describe('the same defect in other clothes', () => {
  const config =
    'coordinator=true\nnode-scheduler.include-coordinator=false\nquery.max-total-memory-per-node=1GB\n';
  const map = (value: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  config.properties: ${value}`;

  it.each([
    [
      'a literal block',
      map(`|\n    ${config.trim().replaceAll('\n', '\n    ')}\n`),
      9,
    ],
    [
      'a literal block with an indicator',
      map(`|2-\n    ${config.trim().replaceAll('\n', '\n    ')}\n`),
      9,
    ],
    ['a quoted text on one line', map(JSON.stringify(config)), 6],
    [
      'a quoted text over several lines',
      map(
        `"coordinator=true\\n\n    node-scheduler.include-coordinator=false\\n\\\n    query.max-total-memory-per-node=1GB\\n"`,
      ),
      8,
    ],
    [
      'a single-quoted text',
      map(
        `'coordinator=true\n\n\n    node-scheduler.include-coordinator=false\n\n    query.max-total-memory-per-node=1GB'`,
      ),
      11,
    ],
    [
      'a folded text',
      map(
        `>\n    coordinator=true\n\n    node-scheduler.include-coordinator=false\n\n    query.max-total-memory-per-node=1GB\n`,
      ),
      11,
    ],
    [
      'JSON',
      JSON.stringify(
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'c' },
          data: { 'config.properties': config },
        },
        null,
        2,
      ),
      8,
    ],
    [
      'a List',
      `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: c\n  data:\n    config.properties: |\n      ${config
        .trim()
        .replaceAll('\n', '\n      ')}\n`,
      12,
    ],
    [
      'the second document, with line breaks of Windows',
      `---\nkind: Service\napiVersion: v1\n---\n${map(
        `|\n    ${config.trim().replaceAll('\n', '\n    ')}\n`,
      )}`.replaceAll('\n', '\r\n'),
      13,
    ],
  ])('%s', (_, text, line) => {
    expect(rulesOf([{ path: 'f.yaml', text }])).toEqual([`T1 f.yaml:${line}`]);
  });

  it('a plain file', () => {
    expect(rulesOf([{ path: 'etc/config.properties', text: config }])).toEqual([
      'T1 etc/config.properties:3',
    ]);
  });

  it('a live object, which has no lines', () => {
    const [document] = parseAllDocuments(map(JSON.stringify(config)));
    const { findings } = lintManifests([
      { object: document.toJS(), source: 'prod' },
    ]);
    expect(
      findings.map(({ rule, file, line }) => ({ rule, file, line })),
    ).toEqual([{ rule: 'T1', file: 'prod:ConfigMap/c', line: undefined }]);
  });
});

describe('what people silence is counted, not lost', () => {
  const bad = readFileSync(join(__dirname, 'fixtures/T1/bad.yaml'), 'utf8');

  it.each([
    [
      'by a comment before the line',
      bad.replace(
        '    query.max-total',
        '    # lakehouse-lint-ignore T1\n    query.max-total',
      ),
    ],
    [
      'by a comment before comments before the line',
      bad.replace(
        '    # how much',
        '    # lakehouse-lint-ignore T1\n    # how much',
      ),
    ],
    [
      'by an annotation of the object',
      bad.replace(
        '  namespace: lake\n',
        "  namespace: lake\n  annotations:\n    lakehouse-portal.io/lint-ignore: 'T9, T1'\n",
      ),
    ],
  ])('%s', (_, text) => {
    const { findings, suppressed } = lintManifests([{ path: 'f.yaml', text }]);
    expect(findings).toEqual([]);
    expect(suppressed.map(({ rule }) => rule)).toEqual(['T1']);
  });

  it('only the rules that are named', () => {
    const text = bad.replace(
      '    query.max-total',
      '    # lakehouse-lint-ignore T2\n    query.max-total',
    );
    expect(
      lintManifests([{ path: 'f.yaml', text }]).findings.map(
        ({ rule }) => rule,
      ),
    ).toEqual(['T1']);
  });

  it('what is declared as external is not missing', () => {
    const missing = readFileSync(
      join(__dirname, 'fixtures/R2/bad.yaml'),
      'utf8',
    );
    const text = missing.replace(
      '  namespace: lake\n',
      '  namespace: lake\n  annotations:\n    lakehouse-portal.io/external: Secret/app-credentials\n',
    );
    expect(lintManifests([{ path: 'f.yaml', text }]).findings).toEqual([]);
  });
});
