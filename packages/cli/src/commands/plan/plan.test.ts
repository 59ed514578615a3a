import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { runWithOutput } from '../../__testUtils__/runWithOutput';
import { run } from '../../run';

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;
const TABLE = { namespace: 'raw', name: 'clicks' };

describe('lakehouse plan', () => {
  let folder: string;
  let config: string;

  async function lakehouse(...args: string[]) {
    return runWithOutput(run, [...args, '--config', config]);
  }

  function policyFile(name: string, spec: string): string {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(
      file,
      `apiVersion: lakehouse-portal.io/v1alpha1\nkind: MaintenancePolicy\nmetadata: { name: ${name} }\nspec: ${spec}\n`,
    );
    return file;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plan '));
    config = join(folder, 'app-config.yaml');
    writeFileSync(
      config,
      'lakehouse: { connections: { retail: { type: embedded, directory: retail } } }\n',
    );
    let clockMs = Date.now() - 300 * DAY_MS;
    const lake = await EmbeddedLakehouse.open({
      directory: join(folder, 'retail'),
      name: 'retail',
      durable: false,
      now: () => clockMs,
    });
    await lake.createNamespace('raw');
    await lake.createTable(TABLE, {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'part', type: 'int' },
      ],
      partitionBy: [{ column: 'part' }],
      properties: {
        'history.expire.max-snapshot-age-ms': String(5 * DAY_MS),
        'history.expire.min-snapshots-to-keep': '1',
      },
    });
    for (let batch = 0; batch < 30; batch++) {
      clockMs += 6 * DAY_MS;
      await lake.append(TABLE, {
        rows: [
          { id: batch, part: 0 },
          { id: batch, part: 1 },
        ],
      });
    }
    await lake.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('says each step with reason and gain, what is not done and why, and the policy with where it comes from', async () => {
    const { code, out, err } = await lakehouse('plan', 'retail.raw.clicks');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^retail\.raw\.clicks: score \d+ → \d+/);
    expect(out).toMatch(
      /\d\. Expire 29 snapshots over 5 days \(needs a second person, cannot be undone\)\n.*not for speed/,
    );
    expect(out).toContain(
      'A second person by default: that holds in the portal.',
    );
    const two = policyFile(
      'two',
      '{ operations: { expire-snapshots: four-eyes } }',
    );
    const asked = await lakehouse('plan', 'retail.raw.clicks', '--policy', two);
    expect(asked.out).toContain('needs a second person');
    expect(asked.out).not.toContain('A second person by default');
    expect(out).toContain('snapshots 30 → 1');
    expect(out).toMatch(
      /( {5}\d+ {2}\d{4}-\d\d-\d\dT[\d:]+Z {2}append\n){5} {5}and 24 more\n/,
    );
    expect(out).toMatch(/Merge 30 manifests/);
    expect(out).toMatch(/rewrite-data-files: 60 files where 2 would do/);
    expect(out).toMatch(/remove-orphan-files: Nobody has listed/);
    expect(out).toMatch(/Snapshots are kept +5 days +table property/);
  });

  it('gives the exact files that go as JSON', async () => {
    const { out } = await lakehouse('plan', 'retail.raw.clicks', '--json');
    const plan = JSON.parse(out);
    const expiry = plan.steps.find(
      (step: { operation: string }) => step.operation === 'expire-snapshots',
    );
    expect(expiry.units[0].snapshotIds).toHaveLength(29);
    expect(plan.unreachableFiles.manifestLists).toHaveLength(29);
    expect(plan.unreachableFiles.data).toEqual([]);
    expect(BigInt(expiry.benefit.freedBytes)).toBeGreaterThan(0n);
  });

  it('plans what a release of Trino can do: 476 would make more manifests of a partitioned table', async () => {
    const { out } = await lakehouse(
      'plan',
      'retail.raw.clicks',
      '--trino',
      '476',
    );
    expect(out).not.toContain('Merge 30 manifests');
    expect(out).toMatch(/rewrite-manifests: .*partition/);
    const later = await lakehouse(
      'plan',
      'retail.raw.clicks',
      '--trino',
      '483',
    );
    expect(later.out).toContain('Merge 30 manifests');
  });

  it('goes by policies: what they switch off, how long history stays, and who else maintains the table', async () => {
    const keep = policyFile(
      'keep',
      '{ selector: { schema: raw }, retention: { maxSnapshotAge: forever }, operations: { rewrite-manifests: off } }',
    );
    const { out } = await lakehouse(
      'plan',
      'retail.raw.clicks',
      '--policy',
      keep,
    );
    expect(out).toContain('Snapshots are kept for good (policy keep)');
    expect(out).toMatch(/rewrite-manifests: .*switched off/);
    expect(out).toMatch(/Manifests +off +policy keep/);
    const other = policyFile('amoro', '{ maintainedBy: Amoro }');
    const left = await lakehouse(
      'plan',
      'retail.raw.clicks',
      '--policy',
      keep,
      '--policy',
      other,
    );
    expect(left.out).toMatch(
      /Maintenance (can|may) do nothing for retail\.raw\.clicks now\./,
    );
    expect(left.out).toContain('Amoro maintains this table');
  });

  it('goes by the policies of the configuration, also those that it includes, and by those of --policy before them', async () => {
    mkdirSync(join(folder, 'policies'), { recursive: true });
    policyFile('policies/keep', '{ retention: { maxSnapshotAge: forever } }');
    writeFileSync(
      join(folder, 'policies', 'keep.yaml'),
      readFileSync(join(folder, 'policies', 'keep.yaml'), 'utf8').replace(
        'policies/keep',
        'keep',
      ),
    );
    const configured = join(folder, 'with-policies.yaml');
    writeFileSync(
      configured,
      `lakehouse:
  connections: { retail: { type: embedded, directory: retail } }
  maintenance: { approvals: { rewrite-manifests: 'off' } }
  policies:
    maintenance:
      - $include: ./policies/keep.yaml
`,
    );
    const plan = async (...args: string[]) => {
      let out = '';
      const code = await run(
        ['plan', 'retail.raw.clicks', '--config', configured, ...args],
        { out: text => void (out += text), err: text => void (out += text) },
      );
      return { code, out };
    };
    const { code, out } = await plan();
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining('Snapshots are kept for good (policy keep)'),
    });
    expect(out).toMatch(/Manifests +off +configuration of the portal/);
    expect(out).toMatch(/rewrite-manifests: .*switched off/);
    // The same one, as it is to become.
    const changed = policyFile(
      'keep',
      '{ retention: { maxSnapshotAge: P5D } }',
    );
    const { out: next } = await plan('--policy', changed);
    expect(next).toMatch(/Snapshots are kept +5 days +policy keep/);

    rmSync(join(folder, 'policies', 'keep.yaml'));
    expect(await plan()).toMatchObject({
      code: 2,
      out: expect.stringContaining('keep.yaml: ENOENT'),
    });
  });

  it('takes the policy of the docs as it stands', async () => {
    const docs = readFileSync(
      join(__dirname, '../../../../../docs/maintenance.md'),
      'utf8',
    );
    const file = join(folder, 'docs.yaml');
    writeFileSync(
      file,
      (/```yaml\n(apiVersion[^`]*)```/.exec(docs)?.[1] ?? '').replace(
        /selector: .*/,
        'selector: { schema: raw, table: click* }',
      ),
    );
    const { code, out } = await lakehouse(
      'plan',
      'retail.raw.clicks',
      '--policy',
      file,
    );
    expect(code).toBe(0);
    expect(out).toMatch(/Snapshots are kept +30 days +policy streaming-bronze/);
    expect(out).toMatch(/Rewritten by a run +120 GB +policy streaming-bronze/);
  });

  it('takes bad input as bad input', async () => {
    const bad = policyFile('bad', '{ cooldown: soon }');
    for (const [args, words] of [
      [['--policy', bad], 'spec.cooldown: "soon" is not'],
      [['--policy', join(folder, 'none.yaml')], 'ENOENT'],
      [['--trino', 'newest'], '--trino takes a release'],
      // A plan for a Trino that there never was looked like any other.
      [['--trino', '0'], 'no Trino before 458 is known'],
      [['--trino', '457'], 'no Trino before 458 is known'],
    ] as const) {
      const { code, err } = await lakehouse(
        'plan',
        'retail.raw.clicks',
        ...args,
      );
      expect({ code, err }).toEqual({
        code: 2,
        err: expect.stringContaining(words),
      });
    }
  });
});
