import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import type { MaintenancePlan } from '@lakehouse-portal/maintenance';
import type { RunStreamEvent } from '@lakehouse-portal/plugin-lakehouse-common';
import type { TableHealth } from '@lakehouse-portal/table-health';
import request from 'supertest';
import {
  ANN,
  BEN,
  maintainedShop,
  NAME,
  ORDERS,
} from './__testUtils__/maintainedShop';
import { untilTrue } from './__testUtils__/untilTrue';

jest.setTimeout(120_000);

describe('maintenance over the HTTP API, with an embedded lakehouse', () => {
  const shop = maintainedShop();
  const { start, ended } = shop;

  it('plans, waits for an approval, compacts, verifies, lets snapshots expire, and tells the owner', async () => {
    for (let batch = 0; batch < 60; batch++) {
      await shop.lake.append(NAME, {
        rows: [{ id: batch, day: '2026-11-01' }],
      });
    }
    const before = await shop.lake.contentChecksum(NAME);
    const document = await shop.client.createPlan(ORDERS, ANN);
    expect(document).toMatchObject({ engine: 'embedded', ...ORDERS });
    expect(document.plan.steps.map(step => step.id)).toEqual([
      '1-rewrite-data-files',
      '2-rewrite-manifests',
      '3-expire-snapshots',
    ]);
    expect(await shop.client.getPlan(document.id, ANN)).toEqual(document);

    const proposed = await shop.client.proposeRun({ planId: document.id }, ANN);
    expect(proposed.summary).toMatchObject({
      state: 'proposed',
      createdBy: 'user:default/ann',
      awaitingApproval: document.plan.steps.map(step => step.id),
      units: { total: 4, done: 0 },
    });
    const { id } = proposed.summary;
    const partly = await shop.client.approveRun(
      id,
      { steps: ['1-rewrite-data-files'] },
      BEN,
    );
    expect(partly.summary).toMatchObject({
      state: 'proposed',
      awaitingApproval: ['2-rewrite-manifests', '3-expire-snapshots'],
    });
    await shop.client.approveRun(id, {}, BEN);

    const seen: RunStreamEvent[] = [];
    for await (const event of shop.client.watchRun(id, {}, ANN)) {
      seen.push(event);
    }
    expect(seen.at(-1)).toEqual({ type: 'end', state: 'done' });
    expect(
      seen.flatMap(event => (event.type === 'event' ? [event.kind] : [])),
    ).toEqual([
      'proposed',
      'approved',
      'approved',
      'started',
      'unit-started',
      'unit-done',
      'unit-started',
      'unit-done',
      'unit-started',
      'unit-done',
      'verified',
      'unit-started',
      'unit-done',
      'verifying',
      'verified',
      'done',
    ]);

    // The log names steps by what they do, and not by their ids.
    const [compaction] = document.plan.steps;
    expect(seen).toContainEqual(
      expect.objectContaining({
        kind: 'approved',
        message: `Approved: ${compaction.title}`,
      }),
    );

    const done = await shop.client.getRun(id, ANN);
    expect(done.summary).toMatchObject({
      state: 'done',
      units: { total: 4, done: 4, skipped: 0, failed: 0 },
      contentChanged: false,
    });
    expect(done.summary.scoreAfter!).toBeGreaterThan(done.summary.scoreBefore!);
    expect(done.units.map(unit => [unit.label, unit.state])).toEqual([
      ['day=2026-11-01', 'done'],
      ['day=2026-11-02', 'done'],
      [expect.stringContaining('manifests'), 'done'],
      ['65 snapshots', 'done'],
    ]);
    expect(done.verification).toMatchObject({
      content: [{ same: true, rowsBefore: '180', rowsAfter: '180' }],
      notCompared: [],
      refs: [{ name: 'main', readable: true }],
    });
    expect(BigInt(done.spent.freedBytes)).toBeGreaterThan(0n);
    // What was current when the plan was made is still there, and what a rollback needs is said.
    expect(done.rollback).toMatchObject({
      possible: true,
      detail: expect.stringContaining('the current one again'),
    });
    const { metadata } = await shop.lake.loadTable(NAME);
    expect(metadata.snapshots).toHaveLength(4);
    expect(await shop.lake.contentChecksum(NAME)).toEqual(before);

    // Besides, the owner is told that the commits which the scan found had made the table worse.
    const ofRuns = () =>
      shop.backend.notifications.filter(
        ({ payload }) => payload.topic === 'lakehouse-maintenance',
      );
    await untilTrue(
      async () => ofRuns(),
      sent => sent.length > 0,
    );
    expect(ofRuns()).toMatchObject([
      {
        recipients: { type: 'entity', entityRef: 'group:default/orders' },
        payload: {
          title: 'Maintenance of silver.orders is done',
          severity: 'normal',
          link: `/lakehouse?show=maintenance&run=${id}`,
        },
      },
    ]);
    await untilTrue(
      async () => shop.backend.audits,
      audits =>
        audits.some(
          ({ eventId, outcome }) =>
            eventId === 'maintenance-run' && outcome === 'success',
        ),
    );
  });

  it('brings an ill table to health by a plan of its own, and the plan’s numbers are what happened', async () => {
    await shop.backend.stop();
    const DAY_MS = 24 * 60 * 60 * 1000;
    let clockMs = Date.now() - 400 * DAY_MS;
    const past = await EmbeddedLakehouse.open({
      directory: join(shop.root, 'shop'),
      durable: false,
      now: () => clockMs,
    });
    await past.createTable('silver.visits', {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'day', type: 'date' },
      ],
      partitionBy: [{ column: 'day' }],
      properties: { 'history.expire.max-snapshot-age-ms': '432000000' },
    });
    for (let batch = 0; batch < 80; batch++) {
      clockMs += 4 * DAY_MS;
      await past.append('silver.visits', {
        sql: `SELECT i AS id, DATE '2026-11-01' + (i % 2)::INTEGER AS day FROM range(${batch}, ${
          batch + 20
        }) t(i)`,
      });
      if (batch % 8 === 0) {
        await past.delete('silver.visits', { where: `id = ${batch}` });
      }
    }
    const { location } = (await past.loadTable('silver.visits')).metadata;
    const orphan = join(
      location.slice('file://'.length),
      'data',
      'lost.parquet',
    );
    await writeFile(orphan, 'nobody knows it');
    const longAgo = new Date(Date.now() - 30 * DAY_MS);
    await utimes(orphan, longAgo, longAgo);
    await past.close();
    await start({ plansItself: true });

    const health = async (): Promise<TableHealth> => {
      const { body } = await request(shop.backend.server)
        .get(
          '/api/lakehouse/lakehouses/shop/schemas/silver/tables/visits/health',
        )
        .set('Authorization', `Bearer ${ANN.token}`)
        .expect(200);
      return body.health ?? body;
    };
    const orphansOnHealth = async () =>
      (await health()).dimensions.find(({ id }) => id === 'orphan-files');
    /** As a plan says it. */
    const freedBy = (one: MaintenancePlan) => {
      const { benefit } = one.steps.find(
        ({ operation }) => operation === 'expire-snapshots',
      )!;
      return {
        reclaimableBytes: Number(benefit.freedBytes),
        reclaimableFiles: benefit.freedFiles,
      };
    };
    const before = await shop.lake.contentChecksum('silver.visits');
    const visits = { ...ORDERS, table: 'visits' };
    const { id: planId, plan } = await shop.client.createPlan(visits, ANN);
    expect(plan.steps.map(one => one.operation)).toEqual([
      'rewrite-data-files',
      'rewrite-manifests',
      'expire-snapshots',
      'remove-orphan-files',
    ]);
    // What the scan calls reclaimable is what the plan frees.
    expect(freedBy(plan).reclaimableFiles).toBeGreaterThan(80);
    expect(await health()).toMatchObject(freedBy(plan));
    // What the plan has listed, health tells from then on, and that it is less afterwards.
    expect(await orphansOnHealth()).toMatchObject({
      state: 'known',
      value: '1 file, 15 bytes',
      valueDetail: expect.stringMatching(/^Listed /),
    });
    const step = (operation: string) =>
      plan.steps.find(one => one.operation === operation)!;
    const { summary } = await shop.client.proposeRun({ planId }, ANN);
    await shop.client.approveRun(
      summary.id,
      { steps: plan.steps.map(one => one.id) },
      BEN,
    );
    const done = await ended(summary.id);
    expect(done.summary.state).toBe('done');
    expect(
      done.units.map(unit => [unit.operation, unit.state, unit.reason]),
    ).toEqual([
      ['rewrite-data-files', 'done', undefined],
      ['rewrite-data-files', 'done', undefined],
      // The compaction has rewritten them all.
      ['rewrite-manifests', 'skipped', 'No manifests are left to merge.'],
      ['expire-snapshots', 'done', undefined],
      ['remove-orphan-files', 'done', undefined],
    ]);
    // The plan has also looked for orphan files, which a scan doesn't.
    expect(
      Math.abs(done.summary.scoreBefore! - plan.scoreBefore!),
    ).toBeLessThanOrEqual(3);
    expect(done.summary.scoreAfter!).toBeGreaterThan(done.summary.scoreBefore!);
    expect(
      Math.abs(done.summary.scoreAfter! - plan.scoreAfter!),
    ).toBeLessThanOrEqual(3);

    expect(await orphansOnHealth()).toMatchObject({
      state: 'known',
      value: 'None',
    });
    const outcomes = (operation: string) =>
      done.units.filter(unit => unit.operation === operation);
    for (const { unit, outcome } of outcomes('rewrite-data-files')) {
      expect(unit).toMatchObject({
        predicted: {
          filesBefore: outcome?.removedDataFiles,
          filesAfter: outcome?.addedDataFiles,
          rewrittenBytes: outcome?.rewrittenBytes,
        },
      });
    }
    const [expiry] = outcomes('expire-snapshots');
    expect(expiry.outcome).toMatchObject({
      expiredSnapshots:
        step('expire-snapshots').benefit.snapshots!.before -
        step('expire-snapshots').benefit.snapshots!.after,
      freedBytes: step('expire-snapshots').benefit.freedBytes,
    });
    const [orphans] = outcomes('remove-orphan-files');
    expect(orphans.outcome).toMatchObject({
      deletedFiles: 1,
      freedBytes: step('remove-orphan-files').benefit.freedBytes,
    });
    expect(await shop.lake.contentChecksum('silver.visits')).toEqual(before);
    const again = await shop.client.createPlan(visits, ANN);
    // What was current before the compaction is old, too, and not needed any more.
    expect(again.plan.steps.map(one => one.operation)).toEqual([
      'expire-snapshots',
    ]);
    expect(await health()).toMatchObject(freedBy(again.plan));
  });
});
