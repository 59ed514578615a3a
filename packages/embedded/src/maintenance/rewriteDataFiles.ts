import type { DuckDBConnection } from '@duckdb/node-api';
import type { ContentFile } from '@lakehouse-portal/table-metadata';
import type { TableIdentifier } from '../catalog/TableIdentifier';
import type { LakehouseContext } from '../commit/LakehouseContext';
import { loadTableState } from '../commit/loadTableState';
import type { TableState } from '../commit/TableState';
import { CommitConflictError, ValidationError } from '../errors';
import { quotedIdentifier } from '../engine/quoting';
import {
  branchHead,
  currentSchema,
  MAIN_BRANCH,
} from '../metadata/metadataParts';
import { withRowIdColumns } from '../operations/changeRows';
import { commitSnapshot } from '../operations/commitSnapshot';
import {
  danglingDeletes,
  LAST_UPDATED,
  type PlannedFile,
  planRows,
  ROW_ID,
  type RowPlan,
  rowsSql,
  toRemoval,
} from '../operations/planRows';
import { writeRows } from '../operations/writeRows';
import { filesOfPartition } from './filesOfPartition';
import { filterPartitions } from './filterPartitions';
import { findUnreadableFile } from './findUnreadableFile';
import type {
  RewriteDataFilesOptions,
  RewriteDataFilesResult,
} from './RewriteDataFilesOptions';
import {
  type RewriteGroup,
  selectFilesToRewrite,
} from './selectFilesToRewrite';

/** Partitions that fit into one file each are written together, up to so many bytes of input. */
const BATCH_BYTES = 256n * 1024n * 1024n;

/** A compaction that is worked out, and what it was worked out from. */
interface Rewrite {
  files: PlannedFile[];
  added: ContentFile[];
  dataSequenceNumber: bigint | undefined;
}

/**
 * Compaction. The files are written once; when another writer commits in between, it still goes through as long as
 * the rewritten files are live and have no new deletes.
 *
 * @throws CommitConflictError when they are not.
 */
export async function rewriteDataFiles(
  context: LakehouseContext,
  table: TableIdentifier,
  options: RewriteDataFilesOptions = {},
): Promise<RewriteDataFilesResult> {
  if (options.dryRun) {
    const base = await loadTableState(
      context,
      context.catalog.requireTable(table).metadataLocation,
    );
    const { groups, plan } = await planRewrite(context, base, options);
    return resultOf(
      groups.flatMap(group => group.files),
      [],
      plan ? groups.length : 0,
      0,
    );
  }
  let rewrite: Rewrite | undefined;
  let removedDeleteFiles = 0;
  let partitions = 0;
  const commit = await commitSnapshot(
    context,
    table,
    options,
    async (base, own) => {
      if (!rewrite) {
        const { plan, groups } = await planRewrite(context, base, options);
        if (!plan || groups.length === 0) return undefined;
        partitions = groups.length;
        const added = await context.engine.run(connection =>
          writeGroups(context, connection, plan, groups, own),
        );
        const head = branchHead(base.json, options.branch ?? MAIN_BRANCH);
        rewrite = {
          files: groups.flatMap(group => group.files),
          added,
          dataSequenceNumber: head?.['sequence-number'],
        };
      }
      const plan = await validate(context, base, rewrite, options);
      const removedDeletes = danglingDeletes(
        plan,
        new Set(rewrite.files.map(file => file.file.filePath)),
      );
      removedDeleteFiles = removedDeletes.size;
      const current = new Map(
        plan.files.map(file => [file.file.filePath, file]),
      );
      return {
        operation: 'replace',
        addedData: rewrite.added,
        removedData: toRemoval(
          rewrite.files.map(file => current.get(file.file.filePath) ?? file),
        ),
        removedDeletes,
        dataSequenceNumber: rewrite.dataSequenceNumber,
      };
    },
  );
  if (!rewrite || commit.attempts === 0) return resultOf([], [], 0, 0);
  return {
    ...resultOf(rewrite.files, rewrite.added, partitions, removedDeleteFiles),
    snapshotId: commit.snapshotId,
  };
}

async function planRewrite(
  context: LakehouseContext,
  base: TableState,
  options: RewriteDataFilesOptions,
): Promise<{ plan: RowPlan | undefined; groups: RewriteGroup[] }> {
  const head = branchHead(base.json, options.branch ?? MAIN_BRANCH);
  // Sizes that make no sense are refused also when there is nothing to do.
  if (!head)
    return {
      plan: undefined,
      groups: selectFilesToRewrite([], options, base.json.properties),
    };
  const plan = await planRows(context, base, head);
  const { partitions, partition } = options;
  const chosen =
    partition === undefined
      ? plan.files
      : filesOfPartition(plan.files, base.model, partition);
  const files =
    partitions === undefined
      ? chosen
      : await context.engine.run(connection =>
          filterPartitions(connection, base.json, chosen, partitions),
        );
  return {
    plan,
    groups: selectFilesToRewrite(files, options, base.json.properties),
  };
}

async function writeGroups(
  context: LakehouseContext,
  connection: DuckDBConnection,
  plan: RowPlan,
  groups: RewriteGroup[],
  own: (locations: string[]) => void,
): Promise<ContentFile[]> {
  const { json } = plan.state;
  const withRowIds = json['format-version'] >= 3;
  const schema = currentSchema(json);
  const columns = [
    ...schema.fields.map(field => quotedIdentifier(field.name)),
    ...(withRowIds ? [ROW_ID.name, LAST_UPDATED.name] : []),
  ];
  const added: ContentFile[] = [];
  for (const batch of batches(groups)) {
    const files = batch.flatMap(group => group.files);
    const sql = await rowsSql(context, connection, plan, files, { withRowIds });
    const written = await writeRows(
      context,
      connection,
      json,
      {
        sql: `SELECT ${columns.join(
          ', ',
        )} FROM (${sql}) AS t ORDER BY _file, _pos`,
      },
      {
        schema: withRowIds ? withRowIdColumns(schema) : schema,
        filesPerPartition: batch[0].outputFiles,
      },
    ).catch(async (error: unknown) => {
      const unreadable =
        error instanceof ValidationError &&
        (await findUnreadableFile(connection, files));
      throw unreadable
        ? new ValidationError(
            `The rows cannot be written, since ${unreadable}`,
            { cause: error },
          )
        : error;
    });
    own(written.map(file => file.filePath));
    added.push(...written);
  }
  return added;
}

/** Groups of several output files go alone; the others go together. */
function batches(groups: RewriteGroup[]): RewriteGroup[][] {
  const result = groups
    .filter(group => group.outputFiles > 1)
    .map(group => [group]);
  let batch: RewriteGroup[] = [];
  let bytes = 0n;
  for (const group of groups.filter(candidate => candidate.outputFiles === 1)) {
    if (batch.length > 0 && bytes + group.bytes > BATCH_BYTES) {
      result.push(batch);
      batch = [];
      bytes = 0n;
    }
    batch.push(group);
    bytes += group.bytes;
  }
  return batch.length > 0 ? [...result, batch] : result;
}

/** The rewritten rows must still be what the table has. */
async function validate(
  context: LakehouseContext,
  base: TableState,
  rewrite: Rewrite,
  options: RewriteDataFilesOptions,
): Promise<RowPlan> {
  const head = branchHead(base.json, options.branch ?? MAIN_BRANCH);
  if (!head)
    throw new CommitConflictError(
      'The branch has no snapshot any more. Start the compaction again.',
    );
  const plan = await planRows(context, base, head);
  const current = new Map(plan.files.map(file => [file.file.filePath, file]));
  for (const file of rewrite.files) {
    const now = current.get(file.file.filePath);
    if (!now)
      throw new CommitConflictError(
        `${file.file.filePath} was removed by another writer while it was rewritten. Start the compaction again.`,
      );
    const applied = new Set(file.deletes.map(deletes => deletes.file.filePath));
    // Equality deletes also apply to the rewritten rows, which keep their age; positions do not.
    const fresh = now.deletes.find(
      ({ file: deletes }) =>
        !applied.has(deletes.filePath) &&
        deletes.content === 'position-deletes',
    );
    if (fresh) {
      throw new CommitConflictError(
        `Another writer deleted rows of ${file.file.filePath} while it was rewritten (${fresh.file.filePath}). Start the compaction again.`,
      );
    }
  }
  return plan;
}

function resultOf(
  files: PlannedFile[],
  added: ContentFile[],
  partitions: number,
  removedDeleteFiles: number,
): RewriteDataFilesResult {
  return {
    rewrittenDataFiles: files.length,
    rewrittenBytes: files.reduce(
      (sum, file) => sum + file.file.fileSizeBytes,
      0n,
    ),
    addedDataFiles: added.length,
    addedBytes: added.reduce((sum, file) => sum + file.fileSizeBytes, 0n),
    removedDeleteFiles,
    partitions,
  };
}
