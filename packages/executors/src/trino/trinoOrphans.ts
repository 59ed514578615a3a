import {
  ExecutorError,
  isInsideLocation,
  OrphansUnknownError,
  UnsupportedUnitError,
  type BeforeOrphans,
  type ExecutorTable,
  type OrphanFile,
  type OrphanListing,
  type RemoveOrphanFilesUnit,
  type TableStore,
  type UnitOutcome,
} from '@lakehouse-portal/maintenance';
import { listTableFiles } from '../planning/listTableFiles';
import { locationKey } from '../planning/locationKey';
import {
  surveyTableFiles,
  type SurveyedFile,
  type TableSurvey,
} from '../planning/surveyTableFiles';
import { allOf } from '../planning/readExpiry';
import { endedWhenQueued } from './endedWhenQueued';
import { previewTrinoExpiry } from './expiryPreview';
import { metricsOf } from './metricsOf';
import { minOrphanRetention } from './minRetention';
import { orphanCutoff } from './orphanCutoff';
import { isShort, retentionMs, shortRetention } from './retention';
import {
  refusalOfTrino,
  sortByTrinosRule,
  type TrinoOrphans,
} from './trinoOrphanRule';
import type { StatementOptions, TrinoStatements } from './TrinoStatements';

interface OrphanOptions extends StatementOptions {
  release: number | undefined;
  store?: TableStore;
  now: () => number;
  /** So long the statement may wait before it begins. */
  marginMs: number;
}

/**
 * What `remove_orphan_files` would remove of a table: found out by listing the table's folder, since Trino itself doesn't
 * tell.
 *
 * @throws OrphansUnknownError
 */
export async function listTrinoOrphans(
  statements: TrinoStatements,
  options: OrphanOptions & {
    olderThanMs: number;
    allowYoung?: boolean;
    after?: BeforeOrphans;
  },
): Promise<OrphanListing> {
  const { after, release, store } = options;
  if (!store) {
    throw new OrphansUnknownError(
      "The portal reaches this table through Trino alone, which makes its own list of orphan files and doesn't tell it before.",
    );
  }
  const survey = await surveyTableFiles(store, options);
  const sorted = sortByTrinosRule(survey, release, after?.commits);
  const refusal = refusalOfTrino(survey.metadata);
  const left = after ? await leftByExpiry(store, survey, sorted, options) : [];
  const nowMs = options.now();
  // The session then allows it.
  const overridden =
    options.allowYoung && isShort(retentionMs(options.olderThanMs, nowMs));
  const { olderThanMs, reason } = orphanCutoff(
    { ...sorted, wanted: [...sorted.wanted, ...left] },
    {
      ...options,
      nowMs,
      ...(!overridden && {
        minRetentionMs: await minOrphanRetention(statements, options),
      }),
    },
  );
  return {
    files: sorted.wanted.map(toOrphan),
    ...(left.length > 0 && { afterExpiry: left.map(toOrphan) }),
    ...(reason !== undefined && { olderThanMs, olderThanReason: reason }),
    spared: sorted.spared.map(group => ({
      reason: group.reason,
      files: group.files.map(toOrphan),
    })),
    ...(refusal !== undefined && { refusal }),
  };
}

/** What nothing needs once snapshots have expired, and Trino doesn't remove with them. */
async function leftByExpiry(
  store: TableStore,
  survey: TableSurvey,
  now: TrinoOrphans,
  options: OrphanOptions & { after?: BeforeOrphans },
): Promise<SurveyedFile[]> {
  const { after, release, signal } = options;
  if (!after || after.expiring.length === 0) {
    return [];
  }
  const removed = await previewTrinoExpiry(
    await store.open({ signal }),
    after.expiring,
    { release, signal },
  );
  if (!removed) {
    throw new OrphansUnknownError(
      'Which files the expiry before would leave behind is not known: their list comes after it.',
    );
  }
  const gone = new Set(allOf(removed).map(locationKey));
  const { metadata } = survey;
  const files = await survey.without(after.expiring, { signal });
  const already = new Set(
    now.wanted.map(({ location }) => locationKey(location)),
  );
  return sortByTrinosRule({ metadata, files }, release).wanted.filter(
    ({ location }) => {
      const key = locationKey(location);
      return (
        !already.has(key) &&
        !gone.has(key) &&
        isInsideLocation(location, metadata.location)
      );
    },
  );
}

/**
 * Has Trino remove the approved files: after a look at the table's folder that shows that it would remove these and no
 * others, and before one that shows that it did.
 *
 * @throws UnsupportedUnitError when that can't be shown, or is not so: nothing was removed; ExecutorError when other files
 * are gone afterwards.
 */
export async function removeOrphansInTrino(
  statements: TrinoStatements,
  table: ExecutorTable,
  unit: RemoveOrphanFilesUnit,
  options: OrphanOptions,
): Promise<UnitOutcome> {
  const store = storeOf(options);
  const before = await surveyed(store, options);
  const approved = approvedFiles(before, unit, options);
  if (approved.length === 0) {
    return {
      deletedFiles: 0,
      freedBytes: '0',
      warnings: [
        'None of the approved files is left to remove: they are gone, or something refers to them.',
      ],
    };
  }
  const retention = retentionMs(
    unit.olderThanMs,
    await clockOf(statements, options),
  );
  const result = await statements.run(
    `ALTER TABLE ${statements.name(
      table,
    )} EXECUTE remove_orphan_files(retention_threshold => '${retention}ms')`,
    {
      ...endedWhenQueued(options, options.marginMs, options.now),
      catalogSession: unit.allowYoung
        ? shortRetention(retention, 'remove_orphan_files_min_retention')
        : {},
    },
  );
  return compare(store, {
    before,
    approved,
    told: metricsOf(result).get('deleted_files_count'),
    signal: options.signal,
  });
}

/** Those that Trino would remove now: a part of what was approved. */
function approvedFiles(
  survey: TableSurvey,
  unit: RemoveOrphanFilesUnit,
  options: OrphanOptions,
): SurveyedFile[] {
  const refusal = refusalOfTrino(survey.metadata);
  if (refusal !== undefined) {
    throw new UnsupportedUnitError(refusal);
  }
  const sorted = sortByTrinosRule(survey, options.release);
  const keys = new Set(unit.files.map(({ location }) => locationKey(location)));
  const isApproved = ({ location }: SurveyedFile) =>
    keys.has(locationKey(location));
  // What is approved and was changed since stays, as it is young.
  const isOld = ({ modifiedMs }: SurveyedFile) => modifiedMs < unit.olderThanMs;
  const unapproved = [
    ...sorted.wanted
      .filter(file => !isApproved(file))
      .map(file => ({ file, why: 'which nothing refers to either' })),
    ...sorted.others,
    ...sorted.leaving.map(file => ({
      file,
      why: 'which the next commit pushes out of the metadata log',
    })),
  ].filter(({ file }) => file.modifiedMs < unit.olderThanMs + options.marginMs);
  if (unapproved.length > 0) {
    const [{ file, why }] = unapproved;
    throw new UnsupportedUnitError(
      `Trino makes its own list, and ${
        unapproved.length === 1
          ? 'a file would, or might, be on it that was'
          : `${unapproved.length} files would, or might, be on it that were`
      } not approved: ${
        file.location
      }, ${why}. Nothing was removed; plan anew.`,
    );
  }
  return sorted.wanted.filter(file => isApproved(file) && isOld(file));
}

async function compare(
  store: TableStore,
  done: {
    before: TableSurvey;
    approved: SurveyedFile[];
    told: number | undefined;
    signal: AbortSignal | undefined;
  },
): Promise<UnitOutcome> {
  const { before, approved, told, signal } = done;
  const { metadata, fileIO } = await store.open({ signal });
  const after = new Set(
    (
      await listTableFiles(
        { listFolder: fileIO.listFolder!.bind(fileIO) },
        before.metadata.location,
        { signal },
      )
    ).files.map(({ location }) => location),
  );
  const wanted = new Set(approved.map(({ location }) => location));
  const gone = before.files.filter(({ location }) => !after.has(location));
  const deleted = gone.filter(({ location }) => wanted.has(location));
  const others = gone.filter(({ location }) => !wanted.has(location));
  const isQuiet =
    metadata.metadataLocation === before.metadata.metadataLocation;
  if (others.length > 0 && isQuiet) {
    throw new ExecutorError(
      `FILES ARE GONE THAT NOBODY APPROVED: ${others.length} besides the ${
        approved.length
      } that were, such as ${others[0].location}${
        others.some(({ referenced }) => referenced)
          ? ', and the table needs some of them'
          : ''
      }. Nobody has committed meanwhile.`,
    );
  }
  const left = approved.length - deleted.length;
  return {
    deletedFiles: deleted.length,
    freedBytes: String(
      deleted.reduce((sum, { sizeBytes }) => sum + BigInt(sizeBytes), 0n),
    ),
    warnings: [
      ...(left > 0
        ? [`${left} of the ${approved.length} approved files are still there.`]
        : []),
      ...(others.length > 0
        ? [
            `${others.length} other files are gone too, such as ${others[0].location}: somebody committed meanwhile, whose expiry or cleanup it may have been.`,
          ]
        : []),
      ...(told !== undefined && told !== deleted.length
        ? [
            `Trino says that it removed ${told} files; in the folder, ${deleted.length} are gone.`,
          ]
        : []),
    ],
  };
}

async function surveyed(
  store: TableStore,
  options: StatementOptions,
): Promise<TableSurvey> {
  try {
    return await surveyTableFiles(store, options);
  } catch (error) {
    if (error instanceof OrphansUnknownError) {
      throw new UnsupportedUnitError(
        `What Trino would remove can't be compared with what was approved. ${error.message} Nothing was removed.`,
        { cause: error },
      );
    }
    throw error;
  }
}

/** By the clock of Trino, by which it reckons ages: that of the portal may go differently. Milliseconds since the epoch. */
async function clockOf(
  statements: TrinoStatements,
  { signal }: StatementOptions,
): Promise<number> {
  const { rows } = await statements.run(
    'SELECT CAST(to_unixtime(current_timestamp) * 1000 AS bigint)',
    { signal },
  );
  const nowMs = Number(rows[0]?.[0]);
  if (!Number.isFinite(nowMs)) {
    throw new ExecutorError('Trino did not say what time it is.', {
      nothingChanged: true,
    });
  }
  return nowMs;
}

function storeOf({ store }: OrphanOptions): TableStore {
  if (!store) {
    throw new UnsupportedUnitError(
      "Trino makes its own list of orphan files, and it can't be held to one that was approved where nobody can list the table's folder.",
    );
  }
  return store;
}

function toOrphan(file: SurveyedFile): OrphanFile {
  return {
    location: file.location,
    sizeBytes: BigInt(file.sizeBytes),
    modifiedMs: file.modifiedMs,
  };
}
