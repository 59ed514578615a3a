import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyFixes } from './fix/applyFixes';
import { lintManifests } from './lintManifests';

const BAD = readFileSync(join(__dirname, 'fixtures/T1/bad.yaml'), 'utf8');

function bomb(): string {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [index, name] of [...'bcdefghij'].entries()) {
    const before = 'abcdefghi'[index];
    lines.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`);
  }
  return lines.join('\n');
}

describe('one hostile file is an error of its own, and the rest is linted', () => {
  it.each([
    [
      'aliases that expand to a billion values',
      bomb(),
      'ManifestTooLargeError',
    ],
    [
      'lists nested 100,000 deep',
      `a: ${'['.repeat(100_000)}`,
      /^Manifest(Syntax|TooLarge)Error$/,
    ],
    [
      'mappings nested 1,000 deep',
      Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join(
        '\n',
      ),
      'ManifestTooLargeError',
    ],
    ['a file of 100 MB', 'a: 1\n'.repeat(20_000_000), 'ManifestTooLargeError'],
    ['a million empty lines', '\n'.repeat(1_000_000), 'ManifestTooLargeError'],
    ['NUL characters', `a: 1\n${'\0'.repeat(1000)}`, 'NotTextError'],
    ['bytes that were no UTF-8', 'a: \uFFFD\uFFFD', 'NotTextError'],
    ['broken YAML', 'kind: [ConfigMap\n', 'ManifestSyntaxError'],
    ['an alias without an anchor', 'a: *nothing', 'ManifestSyntaxError'],
    ['an alias to itself', 'a: &a [*a]', 'ManifestSyntaxError'],
  ])('%s', (_, text, name) => {
    const { findings, errors } = lintManifests([
      { path: 'hostile.yaml', text },
      { path: 'bad.yaml', text: BAD },
    ]);
    expect(errors.map(({ file }) => file)).toEqual(['hostile.yaml']);
    expect(errors[0].name).toMatch(name);
    expect(findings.map(({ rule, file }) => [rule, file])).toEqual([
      ['T1', 'bad.yaml'],
    ]);
  });

  it('a broken document leaves the others of its file', () => {
    const { findings, errors } = lintManifests([
      { path: 'f.yaml', text: `a: [1\n---\n${BAD}` },
    ]);
    expect(errors).toHaveLength(1);
    expect(findings.map(({ rule }) => rule)).toEqual(['T1']);
  });

  it('names that JavaScript knows otherwise do no harm', () => {
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  __proto__: { polluted: true }\n  constructor: 1\n__proto__:\n  polluted: true\ndata:\n  toString: x\n`;
    const { errors } = lintManifests([{ path: 'f.yaml', text }]);
    expect(errors).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('objects whose fields are of any other type are linted without an exception', () => {
    const kinds = fc.constantFrom(
      'ConfigMap',
      'Secret',
      'Deployment',
      'StatefulSet',
      'Job',
      'CronJob',
      'Service',
      'Ingress',
      'PodDisruptionBudget',
      'HorizontalPodAutoscaler',
      'NetworkPolicy',
      'Pod',
      'List',
      'Kustomization',
    );
    const keys = fc.constantFrom(
      'spec',
      'template',
      'containers',
      'initContainers',
      'volumes',
      'selector',
      'matchLabels',
      'ports',
      'env',
      'data',
      'image',
      'command',
      'args',
      'name',
      'replicas',
      'rules',
      'items',
      'configMap',
      'valueFrom',
      'annotations',
      'labels',
      'config.properties',
      'rules.json',
      'readinessProbe',
      'httpGet',
      'port',
      'resources',
      'limits',
      'memory',
      'configMapGenerator',
      'files',
    );
    const scalar = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.constantFrom(
        'trinodb/trino:450',
        'apache/hive:4.0.1',
        'minio/mc',
        'coordinator=true\nquery.max-memory-per-node=9GB',
        '{"tables":[1,null,{"user":"("}]}',
        '',
        '-Xmx1G',
        ':',
        '{',
        '*',
      ),
    );
    const { node } = fc.letrec(tie => ({
      node: fc.oneof(
        { maxDepth: 7, withCrossShrink: true },
        scalar,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(keys, tie('node'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(kinds, node, node, node, (kind, spec, data, metadata) => {
        const object = {
          apiVersion: 'v1',
          kind,
          metadata,
          spec,
          data,
          items: spec,
        };
        const text = JSON.stringify(object, null, 1);
        const fromFile = lintManifests([{ path: 'f.yaml', text }]);
        expect(fromFile.errors).toEqual([]);
        expect(
          lintManifests([{ object: JSON.parse(text) }]).counts.objects,
        ).toBeGreaterThanOrEqual(1);
        const fixed = applyFixes([{ path: 'f.yaml', text }]);
        expect(applyFixes(fixed.files).files).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
