import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuMsOf } from '../../testing/cpuMsOf';
import { lintManifests } from '../lintManifests';
import { LINT_RULES } from '../rules';
import { applyFixes } from './applyFixes';

function bad(rule: string): string {
  return readFileSync(
    join(__dirname, '..', 'fixtures', rule, 'bad.yaml'),
    'utf8',
  );
}

const ids = LINT_RULES.map(({ id }) => id);

describe('fixes', () => {
  it('of any manifests together are done after one time, leave no repaired finding and bring no new one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('\n', '\r\n'),
        (rules, lineBreak) => {
          const files = rules.map(rule => ({
            path: `${rule}.yaml`,
            text: bad(rule)
              .replaceAll(
                'namespace: lake',
                `namespace: lake-${rule.toLowerCase()}`,
              )
              .replaceAll('\n', lineBreak),
          }));
          const before = lintManifests(files);
          const once = applyFixes(files);
          const after = files.map(
            file => once.files.find(({ path }) => path === file.path) ?? file,
          );
          expect(once.result.findings).toEqual(lintManifests(after).findings);
          expect(once.result.findings.length).toBe(
            before.findings.length - once.fixed.length,
          );
          expect(applyFixes(after).files).toEqual([]);
          // What was not repaired is as it was, whatever line it is on now.
          const known = before.findings.map(
            ({ rule, message }) => `${rule} ${message}`,
          );
          for (const { rule, message } of once.result.findings)
            expect(known).toContain(`${rule} ${message}`);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of memory fit every heap, headroom and version', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 512 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.option(fc.integer({ min: 1, max: 90 })),
        fc.constantFrom(458, 475, 476, 483),
        (heap, query, headroom, trinoVersion) => {
          const text = [
            'apiVersion: v1',
            'kind: ConfigMap',
            'metadata:',
            '  name: c',
            'data:',
            '  jvm.config: |',
            `    -Xmx${heap}G`,
            '  config.properties: |',
            '    coordinator=false',
            `    query.max-memory-per-node = ${query}GB`,
            ...(headroom === null
              ? []
              : [
                  `    memory.heap-headroom-per-node=${Math.max(
                    1,
                    Math.floor((heap * headroom) / 100),
                  )}GB`,
                ]),
            '',
          ].join('\n');
          const { result, files } = applyFixes([{ path: 'f.yaml', text }], {
            trinoVersion,
          });
          const headroomGb =
            headroom === null
              ? heap * 0.3
              : Math.max(1, Math.floor((heap * headroom) / 100));
          if (query + headroomGb <= heap) expect(files).toEqual([]);
          expect(
            result.findings.filter(({ edits }) => edits !== undefined),
          ).toEqual([]);
          expect(
            files.every(
              file => file.text.split('\n').length === text.split('\n').length,
            ),
          ).toBe(true);
        },
      ),
    );
  });

  it('are not made in a quoted text, and the finding stays', () => {
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  config.properties: "coordinator=false\\nquery.max-total-memory-per-node=1GB"\n`;
    const { files, result } = applyFixes([{ path: 'f.yaml', text }]);
    expect(files).toEqual([]);
    expect(result.findings.map(({ rule }) => rule)).toEqual(['T1']);
  });

  it('remove the whole list of a variable that was alone in it, and only its item if it was not', () => {
    const text = bad('T15');
    expect(applyFixes([{ path: 'f.yaml', text }]).files[0].text).toBe(
      text.replace(
        / +env:\n +- name: TRINO_ENVIRONMENT\n +value: production\n/,
        '',
      ),
    );
    const two = text.replace(
      '              value: production\n',
      '              value: production\n            - name: OTHER # kept\n              value: x\n',
    );
    expect(applyFixes([{ path: 'f.yaml', text: two }]).files[0].text).toBe(
      two.replace(/ +- name: TRINO_ENVIRONMENT\n +value: production\n/, ''),
    );
  });

  it('that are silenced are not made', () => {
    const text = bad('T1').replace(
      '    query.max-total',
      '    # lakehouse-lint-ignore T1\n    query.max-total',
    );
    expect(applyFixes([{ path: 'f.yaml', text }]).files).toEqual([]);
  });

  it('are not made where an anchor is, for its aliases would change with it', () => {
    const text = `x-env: &env
  - name: TRINO_ENVIRONMENT
    value: prod
  - name: FOO
    value: bar
apiVersion: v1
kind: List
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: trino, namespace: t}
  spec:
    selector: {matchLabels: {app: trino}}
    template:
      metadata: {labels: {app: trino}}
      spec:
        containers:
          - {name: trino, image: "trinodb/trino:476", env: *env}
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: app, namespace: t}
  spec:
    selector: {matchLabels: {app: app}}
    template:
      metadata: {labels: {app: app}}
      spec:
        containers:
          - {name: app, image: "example.com/app:1", env: *env, args: ["--env=$(TRINO_ENVIRONMENT)"]}
`;
    const { files, result } = applyFixes([{ path: 'f.yaml', text }]);
    expect(files).toEqual([]);
    expect(result.findings.map(({ rule }) => rule)).toContain('T15');
  });

  it('are not made in what was merged from elsewhere', () => {
    const text = `x-base: &base
  apiVersion: policy/v1beta1
apiVersion: v1
kind: List
items:
- <<: *base
  kind: PodDisruptionBudget
  metadata: {name: a}
- <<: *base
  kind: PodSecurityPolicy
  metadata: {name: a}
`;
    const { files, result } = applyFixes([{ path: 'f.yaml', text }]);
    expect(files).toEqual([]);
    expect(result.findings).toMatchObject([{ rule: 'K3', line: 6 }]);
  });

  it('write memory as a percentage only for a version that knows it', () => {
    const text = `apiVersion: v1
kind: ConfigMap
metadata: {name: t, namespace: x}
data:
  config.properties: |
    coordinator=true
    query.max-memory-per-node=8GB
  jvm.config: |
    -Xmx6G
`;
    const fixed = (trinoVersion?: number) =>
      /query.*=(.*)/.exec(
        applyFixes([{ path: 'f.yaml', text }], { trinoVersion }).files[0].text,
      )![1];
    expect([fixed(), fixed(475), fixed(476)]).toEqual([
      '1843MB',
      '1843MB',
      '30%',
    ]);
  });

  it('of thousands of findings are made at once, and one that is not safe keeps none of the others', () => {
    const lines = Array.from({ length: 2000 }, (_, index) => `  k${index}: 1`);
    // In quotes, the label of the selector is another one: no pod has it.
    const text = `apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: lake}
data:
${lines.join('\n')}
---
apiVersion: v1
kind: Service
metadata: {name: s, namespace: lake}
spec:
  selector: {app: 010}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: lake, labels: {app: "10"}}
spec:
  automountServiceAccountToken: false
  containers:
    - name: x
      image: busybox:1.36
      ports: [{containerPort: 8080}]
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: c, namespace: lake}
spec: {maxUnavailable: 1}
`;
    let fixes: ReturnType<typeof applyFixes> | undefined;
    expect(
      cpuMsOf(() => {
        fixes = applyFixes([{ path: 'f.yaml', text }]);
      }),
    ).toBeLessThan(20_000);
    const { fixed, result } = fixes!;
    expect(fixed.length).toBe(2001);
    expect(result.findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('spec.selector.app: 010 is a number'),
    ]);
  });
});
