import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig } from '../../config';
import type { ConnectorPool } from '../../connectors';
import { SourceDescriptions } from './SourceDescriptions';

const CONNECTION = { name: 'far' } as ConnectionConfig;

describe('SourceDescriptions', () => {
  let describe_: () => Promise<unknown>;
  let asked = 0;
  let nowMs = Date.UTC(2026, 10, 26);
  const connectors = {
    get: async () =>
      ({
        describeSources: () => {
          asked += 1;
          return describe_();
        },
      } as unknown as LakehouseConnector),
  } as unknown as ConnectorPool;
  const sources = SourceDescriptions.create({
    connectors,
    now: () => nowMs,
    patienceMs: 50,
  });

  it('asks once for all who ask within a minute, keeps what it knew while there is no answer, and gives up in time', async () => {
    const answer = [
      { source: 'catalog', product: 'Nessie', version: '1', capabilities: [] },
    ];
    describe_ = async () => answer;
    const [first, second] = await Promise.all([
      sources.of(CONNECTION),
      sources.of(CONNECTION),
    ]);
    expect(first).toEqual(second);
    expect(first.error).toBeUndefined();
    expect((await sources.of(CONNECTION)).sources).toMatchObject([
      {
        product: 'Nessie',
        components: [],
        describedAt: '2026-11-26T00:00:00.000Z',
        testable: false,
      },
    ]);
    expect(asked).toBe(1);

    nowMs += 10 * 60_000;
    describe_ = async () => Promise.reject(new Error('connection refused'));
    expect(await sources.of(CONNECTION)).toMatchObject({
      error: 'connection refused',
      sources: [{ product: 'Nessie', describedAt: '2026-11-26T00:00:00.000Z' }],
    });
    describe_ = () => new Promise(() => {});
    expect((await sources.of(CONNECTION)).error).toContain('no answer');
    const leaving = new AbortController();
    const left = sources.of(CONNECTION, leaving.signal);
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    describe_ = async () => answer;
    await sources.of(CONNECTION).catch(() => undefined);
    expect((await sources.of(CONNECTION)).sources).toHaveLength(1);
  });
});
