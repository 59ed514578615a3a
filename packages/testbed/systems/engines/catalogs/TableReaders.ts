import { type Catalog, IcebergRestCatalog } from '@lakehouse-portal/catalogs';
import { S3FileIO } from '@lakehouse-portal/storage';
import {
  readFileStatistics,
  readManifest,
  readManifestList,
  readTableMetadata,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import {
  QueryGate,
  readTrinoTable,
  TrinoClient,
} from '@lakehouse-portal/trino';
import {
  sharedSystem,
  trinoCatalogs,
  TrinoStatements,
  uniqueName,
} from '../../../src';
import { counted, told } from '../../trino/saidByTrino';
import { asTrinoSays, inOrder, type TableFiles } from './asTrinoSays';
import { type Change, hasHappened } from './changes';
import type { Connections, LakeCatalog } from './LakeCatalog';

/** A way to a table that gave something to compare, beside what its files say of the same. */
export interface OtherWay {
  way: string;
  theirs: object;
  ours: object;
}

/** What there is to compare of a table. */
export interface Reading {
  /** As the files say, less those that are deleted. */
  liveRecords: bigint;
  hasHappened: boolean;
  others: OtherWay[];
}

/** Reads a table of a catalog by every way that there is. */
export class TableReaders {
  static async open(
    catalog: LakeCatalog,
    connections: Connections,
  ): Promise<TableReaders> {
    const { s3 } = connections;
    const trinos: TrinoReader[] = [];
    for (const system of ['trino', 'trino-next'] as const) {
      const { url, version } = await sharedSystem(system);
      trinos.push(
        await TrinoReader.open(
          url,
          version,
          trinoCatalogs(connections)[catalog.name],
          catalog.addedProperties ?? [],
        ),
      );
    }
    return new TableReaders(
      catalog.connector(connections),
      // Nessie's connector has metadata from its Iceberg face, too; this one lists by it as well.
      connections.nessie
        ? new IcebergRestCatalog({
            url: new URL(connections.nessie.icebergUrl),
          })
        : undefined,
      new S3FileIO({
        warehouses: [`s3://${s3.bucket}`],
        endpoint: s3.endpoint,
        region: s3.region,
        pathStyle: true,
        credentials: {
          accessKeyId: s3.accessKeyId,
          secretAccessKey: s3.secretAccessKey,
        },
      }),
      trinos,
      catalog.addedProperties ?? [],
    );
  }

  private constructor(
    readonly connector: Catalog,
    readonly restFace: Catalog | undefined,
    readonly fileIO: S3FileIO,
    readonly trinos: TrinoReader[],
    readonly addedProperties: string[],
  ) {}

  /** @throws Error where the connector does not know where its metadata is, or another way does not know it. */
  async read(
    namespace: string,
    name: string,
    change: Change,
  ): Promise<Reading> {
    const found = await this.connector.findTable({ namespace, name });
    const location =
      found?.metadataLocation ??
      (await loaded(this.connector, { namespace, name })).metadataLocation;
    const files = await this.#readFiles(location);
    const { metadata, statistics } = files;
    const others: OtherWay[] = [];
    for (const [way, catalog] of [
      ['connector', this.connector],
      ['REST', this.restFace],
    ] as const)
      if (catalog?.loadTable)
        others.push({
          way,
          theirs: ordered(
            await loaded(catalog, { namespace, name }),
            this.addedProperties,
          ),
          ours: ordered(metadata, this.addedProperties),
        });
    others.push(
      ...(await Promise.all(
        this.trinos.map(trino => trino.read(namespace, name, files)),
      )),
    );
    return {
      liveRecords:
        statistics.dataRecords - (statistics.recordsDeletedByPosition ?? 0n),
      hasHappened: hasHappened(change, files),
      others,
    };
  }

  async #readFiles(location: string): Promise<TableFiles> {
    const metadata = await readTableMetadata(this.fileIO, location);
    const current = metadata.snapshots.find(
      ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
    )!;
    const manifests = await readManifestList(this.fileIO, metadata, current);
    const entries = await Promise.all(
      manifests.map(manifest => readManifest(this.fileIO, manifest, metadata)),
    );
    return {
      metadata,
      statistics: await readFileStatistics(this.fileIO, metadata),
      manifests,
      entries: entries.flat(),
    };
  }

  async close(): Promise<void> {
    for (const trino of this.trinos) await trino.close();
    await this.connector.close?.();
    await this.restFace?.close?.();
  }
}

/**
 * Statistics files and references have no order. A catalog that adds properties hands over a longer text than the file has.
 */
function ordered(
  metadata: TableMetadata,
  addedProperties: string[],
): TableMetadata {
  return {
    ...metadata,
    ...(addedProperties.length > 0 && { metadataSizeBytes: 0 }),
    properties: without(metadata.properties, addedProperties),
    refs: inOrder(metadata.refs),
    statisticsFiles: [...metadata.statisticsFiles].sort((a, b) =>
      a.snapshotId < b.snapshotId ? -1 : 1,
    ),
  };
}

function without(
  properties: Record<string, string>,
  names: string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => !names.includes(name)),
  );
}

async function loaded(
  catalog: Catalog,
  table: { namespace: string; name: string },
): Promise<TableMetadata> {
  const answer = await catalog.loadTable?.(table);
  if (!answer || answer === 'unchanged')
    throw new Error(`${table.name} can't be loaded`);
  return answer.metadata;
}

/** Reads through the metadata tables of a Trino. */
class TrinoReader {
  static async open(
    url: string,
    version: string,
    properties: Record<string, string>,
    addedProperties: string[],
  ): Promise<TrinoReader> {
    const statements = new TrinoStatements(url);
    const catalog = uniqueName('read');
    await statements.createCatalog(catalog, properties);
    const client = TrinoClient.create({ server: url, user: 'portal' });
    return new TrinoReader(
      version,
      catalog,
      statements,
      client,
      addedProperties,
    );
  }

  readonly #gate: QueryGate;

  private constructor(
    readonly version: string,
    readonly catalog: string,
    readonly statements: TrinoStatements,
    readonly client: TrinoClient,
    readonly addedProperties: string[],
  ) {
    this.#gate = new QueryGate(client, 4);
  }

  async read(
    schema: string,
    table: string,
    files: TableFiles,
  ): Promise<OtherWay> {
    const theirs = await readTrinoTable(this.#gate, {
      catalog: this.catalog,
      schema,
      table,
    });
    if (!theirs || theirs === 'unchanged')
      throw new Error(`Trino ${this.version} does not know ${table}`);
    const hasDeletes = files.statistics.positionDeleteFiles > 0;
    const { metadata, statistics } = asTrinoSays(this.version, files);
    return {
      way: `Trino ${this.version}`,
      theirs: {
        ...told({
          ...theirs.metadata,
          refs: inOrder(theirs.metadata.refs),
          properties: without(theirs.metadata.properties, this.addedProperties),
        }),
        ...counted(theirs.statistics!, hasDeletes),
      },
      ours: { ...told(metadata), ...counted(statistics, hasDeletes) },
    };
  }

  async close(): Promise<void> {
    this.client.close();
    await this.statements.dropCatalog(this.catalog);
  }
}
