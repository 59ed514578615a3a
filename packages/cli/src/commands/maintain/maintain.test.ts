import {
  existsSync,
  mkdtempSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import { runWithOutput } from '../../__testUtils__/runWithOutput';
import { run } from '../../run';

// Makes a lakehouse of forty commits for each test: slow on a busy machine.
jest.setTimeout(300_000);

const DAY_MS = 24 * 60 * 60 * 1000;
const NAME = 'silver.orders';

describe('lakehouse maintain', () => {
  let folder: string;
  let config: string;
  let orphan: string;
  let before: { rows: bigint; checksum: string };

  async function lakehouse(...args: string[]) {
    return runWithOutput(run, [...args, '--config', config]);
  }
  async function withLake<T>(work: (lake: EmbeddedLakehouse) => Promise<T>) {
    const lake = await EmbeddedLakehouse.open({
      directory: join(folder, 'retail'),
    });
    try {
      return await work(lake);
    } finally {
      await lake.close();
    }
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'maintain '));
    config = join(folder, 'app-config.yaml');
    writeFileSync(
      config,
      'lakehouse: { connections: { retail: { type: embedded, directory: retail }, far: { type: rest } } }\n',
    );
    let clockMs = Date.now() - 300 * DAY_MS;
    const lake = await EmbeddedLakehouse.open({
      directory: join(folder, 'retail'),
      name: 'retail',
      durable: false,
      now: () => clockMs,
    });
    await lake.createNamespace('silver');
    await lake.createTable(NAME, {
      columns: [{ name: 'id', type: 'long' }],
      properties: {
        'history.expire.max-snapshot-age-ms': String(5 * DAY_MS),
        'history.expire.min-snapshots-to-keep': '1',
      },
    });
    for (let batch = 0; batch < 40; batch++) {
      clockMs += 6 * DAY_MS;
      await lake.append(NAME, { rows: [{ id: batch }] });
    }
    const { location } = (await lake.loadTable(NAME)).metadata;
    orphan = join(location.slice('file://'.length), 'data', 'lost.parquet');
    writeFileSync(orphan, 'lost');
    const longAgo = new Date(Date.now() - 30 * DAY_MS);
    utimesSync(orphan, longAgo, longAgo);
    before = await lake.contentChecksum(NAME);
    await lake.close();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('plans and changes nothing where nobody can be asked', async () => {
    const { code, out, err } = await lakehouse(
      'maintain',
      'retail.silver.orders',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('1. Merge 40 manifests');
    expect(out).toMatch(
      /Expire \d+ snapshots.*\n.*\n.*snapshots 40 → \d+.*frees [\d.]+ \w+ in \d+ files.*(\n {5}\d+ {2}\d{4}-\d\d-\d\dT[\d:]+Z {2}append){5}\n {5}and \d+ more; --json names all\n/,
    );
    expect(out).toMatch(
      /The default of four eyes holds in the portal; here you act alone \(step \d(, \d)*\)/,
    );
    expect(out).toContain('Nothing was changed. --yes does it.');
    await withLake(async lake =>
      expect((await lake.loadTable(NAME)).metadata.snapshots).toHaveLength(40),
    );
  });

  it('does and verifies it with --yes, and leaves orphan files until they are named', async () => {
    const { code, out } = await lakehouse(
      'maintain',
      'retail.silver.orders',
      '--yes',
    );
    expect(out).toMatch(
      /Done\. Rows and checksum were compared [1-9]\d* times? and are/,
    );
    expect(out).toMatch(
      /^Expire (\d+) snapshots[^:]*: done; \1 snapshots expired, \d+ files removed, [\d.]+ \w+ freed \(planned: \1 snapshots\)$/m,
    );
    const [, scoreBefore, scoreAfter] =
      /Score (\d+) before, (\d+) after/.exec(out) ?? [];
    expect(Number(scoreAfter)).toBeGreaterThan(Number(scoreBefore));
    expect(code).toBe(0);
    expect(existsSync(orphan)).toBe(true);
    await withLake(async lake => {
      expect(await lake.contentChecksum(NAME)).toEqual(before);
      expect(
        (await lake.loadTable(NAME)).metadata.snapshots.length,
      ).toBeLessThan(5);
    });

    const again = await lakehouse(
      'maintain',
      'retail.silver.orders',
      '--yes',
      '--remove-orphans',
      '--json',
    );
    expect(JSON.parse(again.out).run).toMatchObject({
      failed: null,
      units: expect.arrayContaining([
        expect.objectContaining({
          operation: 'remove-orphan-files',
          state: 'done',
        }),
      ]),
    });
    expect(existsSync(orphan)).toBe(false);
  });

  it('does nothing that a policy of the configuration forbids: what is off, what another service does, what is kept', async () => {
    const policies = (specs: string[]) =>
      writeFileSync(
        config,
        `lakehouse: { connections: { retail: { type: embedded, directory: retail } }, policies: { maintenance: [${specs
          .map(
            (spec, index) =>
              `{ apiVersion: lakehouse-portal.io/v1alpha1, kind: MaintenancePolicy, metadata: { name: p${index} }, spec: ${spec} }`,
          )
          .join(', ')}] } }\n`,
      );
    const maintain = () =>
      lakehouse('maintain', 'retail.silver.orders', '--yes');
    const kept = () =>
      withLake(async lake => (await lake.loadTable(NAME)).metadata.snapshots);

    policies(['{ maintainedBy: Amoro }']);
    const amoro = (await maintain()).out;
    expect(amoro).toContain('Amoro maintains this table');
    expect(amoro).toMatch(
      /Maintenance (can|may) do nothing for retail\.silver\.orders now\./,
    );
    expect(amoro).not.toContain('Nothing is due');
    // Only of other tables is this said.
    policies([
      "{ selector: { schema: bronze }, operations: { rewrite-manifests: 'off' } }",
      '{ operations: { rewrite-manifests: four-eyes, expire-snapshots: four-eyes } }',
    ]);
    const two = await maintain();
    expect(two.out).toContain('takes a second person (policy p1)');
    expect(two.out).not.toMatch(/^\d\. (Merge|Expire)/m);
    expect(two.out).not.toContain('100 afterwards');
    const hour = new Date(Date.now() + 3 * 3_600_000).getUTCHours();
    const window = [hour, (hour + 1) % 24].map(
      at => `'${String(at).padStart(2, '0')}:00'`,
    );
    policies([`{ windows: [{ from: ${window[0]}, to: ${window[1]} }] }`]);
    expect(await maintain()).toMatchObject({
      code: 2,
      err: expect.stringContaining('waits for the next window (policy p0)'),
    });
    expect(await kept()).toHaveLength(40);

    policies([
      "{ retention: { maxSnapshotAge: forever }, operations: { rewrite-data-files: 'off' } }",
    ]);
    const { code, out } = await maintain();
    expect(code).toBe(0);
    expect(out).not.toContain('Expire');
    expect((await kept()).length).toBeGreaterThanOrEqual(40);

    policies(["{ operations: { expire-snapshots: 'off' } }"]);
    expect((await maintain()).out).toContain('switched off');
    expect((await kept()).length).toBeGreaterThanOrEqual(40);

    policies(['{ cooldown: soon }']);
    expect(await maintain()).toMatchObject({
      code: 2,
      err: expect.stringContaining('spec.cooldown: "soon" is not'),
    });
  });

  it('does not speak of comparisons where no step wrote rows anew, as when it only sets a property', async () => {
    writeFileSync(
      config,
      `lakehouse: { connections: { retail: { type: embedded, directory: retail } }, policies: { maintenance: [{ apiVersion: lakehouse-portal.io/v1alpha1, kind: MaintenancePolicy, metadata: { name: p }, spec: { operations: { ${[
        'rewrite-data-files',
        'rewrite-manifests',
        'expire-snapshots',
        'remove-orphan-files',
      ]
        .map(operation => `${operation}: 'off'`)
        .join(', ')} } } }] } }\n`,
    );
    const key = 'write.metadata.delete-after-commit.enabled';
    await withLake(lake => lake.setProperties(NAME, { [key]: 'false' }));
    const { code, out } = await lakehouse(
      'maintain',
      'retail.silver.orders',
      '--yes',
    );
    expect(code).toBe(0);
    expect(out).toContain(`: done; ${key} was "false"\n`);
    expect(out).toContain(
      'Done. No step wrote rows anew, so that there were none to compare.',
    );
    await withLake(async lake =>
      expect((await lake.loadTable(NAME)).metadata.properties[key]).toBe(
        'true',
      ),
    );
  });

  it('says what it can’t do', async () => {
    expect(await lakehouse('maintain', 'far.silver.orders')).toMatchObject({
      code: 2,
      err: expect.stringContaining('embedded'),
    });
    expect(
      await lakehouse('maintain', 'retail.silver.orders', '--remove-orphans'),
    ).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
  });
});
