import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { lintManifests } from './lintManifests';

const VALUES = readFileSync(
  join(__dirname, 'examples/chart/values.yaml'),
  'utf8',
);
const METADATA = { metadata: { name: 'trino', namespace: 'lake' } };
const values = parse(VALUES);

const release = (chart: string, more: object = { values }) => ({
  ...{ apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' },
  ...METADATA,
  spec: { chart: { spec: { chart, version: '1.42.0' } }, ...more },
});
const application = (source: object) => ({
  ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
  ...METADATA,
  spec: { source },
});

function findingsOf(object: object) {
  const text = stringify(object);
  const { findings, errors, counts } = lintManifests([
    { path: 'f.yaml', text },
  ]);
  expect(errors).toEqual([]);
  expect(counts.objects).toBe(1);
  return findings.map(({ rule, line, object: at }) => ({
    ...{ rule, at, text: text.split('\n')[line! - 1].trim() },
  }));
}

/** On the lines of what is found in the values as a file; of a catalog in a text in a text only its name is known. */
const EXPECTED = [
  ...[/maxHeapSize: "?1G/, /maxMemoryPerNode: "?6GB/],
  ...[/max-total/, /hive[.]s3|^lake: [|]/],
];

describe('values of the Trino chart inside of another object', () => {
  it.each([
    ['a HelmRelease of Flux', release('trino')],
    [
      'an Application of Argo CD',
      application({ chart: 'trino', helm: { valuesObject: values } }),
    ],
    [
      'an Application with values as a text',
      application({ chart: 'trino', helm: { values: VALUES } }),
    ],
    [
      'an Application of a chart in Git',
      application({ path: 'charts/x', helm: { valuesObject: values } }),
    ],
    [
      'an Application of several sources',
      {
        ...application({}),
        spec: {
          sources: [{ chart: 'trino', helm: { valuesObject: values } }],
        },
      },
    ],
    [
      'a HelmChart of k3s',
      {
        ...{ apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', ...METADATA },
        spec: { chart: 'trino', valuesContent: VALUES },
      },
    ],
  ])('are linted as their file is, with the line: %s', (_, object) => {
    const found = findingsOf(object);
    expect(found.map(({ rule }) => rule)).toEqual(['T2', 'T2', 'T1', 'T3']);
    const { kind } = object;
    found.forEach(({ at, text }, index) => {
      expect(at).toBe(`${kind} lake/trino`);
      expect(text).toMatch(EXPECTED[index]);
    });
  });

  it('are silenced by an annotation of the object that holds them', () => {
    const object = release('trino');
    const metadata = {
      ...object.metadata,
      annotations: { 'lakehouse-portal.io/lint-ignore': 'T1, T2, T3' },
    };
    expect(findingsOf({ ...object, metadata })).toEqual([]);
  });

  it('are none of another chart, nor where there are none', () => {
    expect(findingsOf(release('superset'))).toEqual([]);
    expect(findingsOf(release('trino', {}))).toEqual([]);
    expect(findingsOf(application({ chart: 'trino' }))).toEqual([]);
  });
});
