import { mockServices } from '@backstage/backend-test-utils';
import type { MaintenanceExecutor } from '@lakehouse-portal/maintenance';
import type { TableMaintenance } from '@lakehouse-portal/plugin-lakehouse-node';
import type { FileIO, TableMetadata } from '@lakehouse-portal/table-metadata';
import type { ConnectionConfig } from '../config';
import { DueReader } from './DueReader';
import type { ScanCaches } from './ScanCaches';
import { TableEngines } from './TableEngines';

const connection = { name: 'shop', type: 'rest' } as ConnectionConfig;
const snapshots = [1, 2].map(id => ({
  snapshotId: String(id),
  timestampMs: id,
  operation: 'append',
  summary: {},
}));
const table = {
  namespace: 'silver',
  name: 'orders',
  metadata: {
    location: 'file:///orders',
    properties: {},
    snapshots,
    statisticsFiles: [],
    partitionStatisticsFiles: [],
  } as unknown as TableMetadata,
};

function readerWith(of: () => Promise<TableMaintenance | undefined>) {
  const signal = new AbortController().signal;
  const logger = mockServices.logger.mock();
  const ask = jest.fn(of);
  return {
    ask,
    logger,
    reader: new DueReader({
      ...{ connection, signal },
      engines: new TableEngines({
        ...{ connection, logger, signal },
        connector: {},
        configured: { of: ask },
      }),
      caches: {} as ScanCaches,
      timeoutMs: 1000,
    }),
  };
}

const read = jest.fn(async () => {
  throw new Error('gone');
});
const io: FileIO = { read };

describe('what goes with snapshots that are due', () => {
  beforeEach(() => read.mockClear());

  it('is not known, and never 0, where the engine does not answer, which is asked once for all tables of a scan', async () => {
    const { reader, ask, logger } = readerWith(async () => {
      throw new Error('connection refused');
    });
    expect(await reader.read(io, table, [snapshots[0]])).toEqual({});
    expect(await reader.read(io, table, [snapshots[0]])).toEqual({});
    expect(ask).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(read).not.toHaveBeenCalled();
  });

  it('is not known where nobody knows by which rule the engine removes files, or a snapshot can’t be read', async () => {
    const executor = (rule: 'all-unreachable' | undefined) =>
      readerWith(async () => ({
        executor: { expiryRule: () => rule } as unknown as MaintenanceExecutor,
        table,
      }));
    expect(
      await executor(undefined).reader.read(io, table, [snapshots[0]]),
    ).toEqual({});
    expect(read).not.toHaveBeenCalled();
    expect(
      await executor('all-unreachable').reader.read(
        io,
        {
          ...table,
          metadata: {
            ...table.metadata,
            snapshots: snapshots.map(one => ({
              ...one,
              manifestList: `file:///orders/${one.snapshotId}.avro`,
            })),
          },
        },
        [snapshots[0]],
      ),
    ).toEqual({});
    expect(read).toHaveBeenCalled();
  });

  it('costs no question and no reading where nothing is due, or nothing may go', async () => {
    const { reader, ask } = readerWith(async () => undefined);
    await reader.read(io, table, []);
    const forbidden = {
      ...table,
      metadata: { ...table.metadata, properties: { 'gc.enabled': 'no' } },
    };
    await reader.read(io, forbidden, [snapshots[0]]);
    expect(ask).not.toHaveBeenCalled();
    expect(read).not.toHaveBeenCalled();
  });
});
