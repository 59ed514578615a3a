import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { applyDefaults, readLakehouse } from '../../document';
import { anyLakehouse } from '../../testing/anyLakehouse';
import { secretsMadeByJob } from '../secrets/secretsMadeByJob';
import { renderRotation, rotationValuesName } from './renderRotation';

const lakehouseOf = (spec: object) =>
  applyDefaults(
    readLakehouse(
      {
        apiVersion: 'lakehouse-portal.io/v1alpha1',
        kind: 'Lakehouse',
        metadata: { name: 'lake' },
        spec: { owner: 'group:default/data', ...spec },
      },
      'test',
    ),
  );

const scriptsOf = (rendered: ReturnType<typeof renderRotation>): string[] =>
  rendered.objects.flatMap(object => {
    if (object.kind === 'ConfigMap')
      return Object.entries(object.data as Record<string, string>)
        .filter(([name]) => name.endsWith('.sh'))
        .map(([, text]) => text);
    if (object.kind !== 'Job' || !('spec' in object)) return [];
    const { initContainers = [] } = (
      object.spec as {
        template: { spec: { initContainers?: { command: string[] }[] } };
      }
    ).template.spec;
    return initContainers
      .filter(({ command }) => command[1] === '-c')
      .map(({ command }) => command[2]);
  });

describe('A rotation of secrets', () => {
  it('makes each Secret anew that the cluster made, or says why not, whatever the lakehouse', () => {
    fc.assert(
      fc.property(anyLakehouse, document => {
        const lakehouse = applyDefaults(document);
        const { rotated, left, objects } = renderRotation(lakehouse, 'r1');
        const names = [...rotated, ...left].map(({ name }) => name);
        expect(names).toEqual(
          expect.arrayContaining(secretsMadeByJob(lakehouse)),
        );
        for (const { keys } of rotated) expect(keys).not.toEqual([]);
        for (const { reason } of left) expect(reason).toMatch(/\w/);
        // Its account reaches the Secrets that it writes, by name, and no other.
        const role = objects.find(({ kind }) => kind === 'Role') as {
          rules?: { resourceNames?: string[]; verbs: string[] }[];
        };
        for (const { resourceNames, verbs } of role.rules ?? [])
          expect(resourceNames ?? verbs).toEqual(
            resourceNames ? expect.any(Array) : ['create'],
          );
        expect(role.rules?.flatMap(rule => rule.resourceNames ?? [])).toEqual([
          rotationValuesName(lakehouse),
          ...rotated.map(({ name }) => name),
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it('leaves names as they are, and what is of others', () => {
    const { rotated, left } = renderRotation(
      lakehouseOf({
        catalog: { type: 'lakekeeper' },
        trino: {
          authentication: {
            type: 'password',
            passwordFile: { from: 'secret', name: 'ours' },
          },
        },
      }),
      'r1',
    );
    expect(rotated).toEqual([
      { name: 'lake-trino-internal', keys: ['shared-secret'] },
      { name: 'lake-storage', keys: ['secret-key', 'root-secret-key'] },
      { name: 'lake-database', keys: ['password'] },
      {
        name: 'lake-trino-tls',
        keys: ['keystore-password', 'keystore.p12', 'ca.crt'],
      },
    ]);
    expect(left).toEqual([
      { name: 'lake-lakekeeper', reason: expect.stringMatching(/encrypted/) },
      { name: 'ours', reason: expect.stringMatching(/was there before/) },
    ]);
  });

  it('has scripts that a shell can read', () => {
    const scripts = scriptsOf(
      renderRotation(
        lakehouseOf({ trino: { authentication: { type: 'password' } } }),
        'r1',
      ),
    );
    expect(scripts).toHaveLength(4);
    for (const script of scripts) {
      const { stderr } = spawnSync('bash', ['-n'], {
        input: script,
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
    }
  });
});
