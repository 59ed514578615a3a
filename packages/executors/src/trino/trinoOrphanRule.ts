import { isInsideLocation } from '@lakehouse-portal/maintenance';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import { garbageCollectionRefusal } from '../planning/garbageCollectionRefusal';
import type { SurveyedFile, TableSurvey } from '../planning/surveyTableFiles';
import { hasTrinoFeature, trinoFeatures } from './trinoFeatures';

/** What Trino makes of a file that is old enough: `maybe` where releases that are not told apart differ. */
type Verdict = 'goes' | 'stays' | 'maybe';

/** A table's folder by what `remove_orphan_files` of a release does to it, whatever the age of the files. */
export interface TrinoOrphans {
  /** Orphans that Trino removes. */
  wanted: SurveyedFile[];
  /** What Trino would remove, or might, and must not. */
  others: Array<{ file: SurveyedFile; why: string }>;
  /** Orphans that Trino leaves alone, by the reason. */
  spared: Array<{ reason: string; files: SurveyedFile[] }>;
  /** Files of the metadata log that the next commits push out of it, which makes them orphans. */
  leaving: SurveyedFile[];
}

/** So many commits may come between looking and removing. */
const COMMITS_MEANWHILE = 10;
/** Iceberg's default of `write.metadata.previous-versions-max`. */
const LOG_LENGTH = 100;

/**
 * Applies Trino's rule to what is in a table's folder: it goes by names of files, not by their paths. Up to 476 it looks into
 * the folders `data` and `metadata` and takes the names of each for itself; 483 looks everywhere, and takes all names
 * together. Both were read in their code, and run.
 */
export function sortByTrinosRule(
  { files, metadata }: Pick<TableSurvey, 'files' | 'metadata'>,
  release: number | undefined,
  /** Commits that are to be made before. */
  commits: number = 0,
): TrinoOrphans {
  const result: TrinoOrphans = {
    wanted: [],
    others: [],
    spared: [],
    leaving: leavingTheLog(files, metadata, commits + COMMITS_MEANWHILE),
  };
  const spared = new Map<string, SurveyedFile[]>();
  for (const file of files) {
    const verdict = verdictOf(file, metadata.location, release);
    const why = keepReason(file, metadata.location);
    if (verdict === 'goes' && why === undefined) {
      result.wanted.push(file);
    } else if (verdict !== 'stays') {
      result.others.push({
        file,
        why: why ?? 'which only some releases of Trino remove',
      });
    }
    if (!file.referenced && (verdict !== 'goes' || why !== undefined)) {
      const reason =
        why ??
        (file.isDataName || file.isMetadataName
          ? 'of the same names as files of the table, by which Trino goes'
          : 'outside the folders data and metadata, where this release of Trino does not look');
      spared.set(reason, [...(spared.get(reason) ?? []), file]);
    }
  }
  result.spared = [...spared].map(([reason, of]) => ({ reason, files: of }));
  return result;
}

function verdictOf(
  file: SurveyedFile,
  location: string,
  release: number | undefined,
): Verdict {
  const everywhere = !file.isDataName && !file.isMetadataName;
  if (hasTrinoFeature(release, 'orphansEverywhere')) {
    return everywhere ? 'goes' : 'stays';
  }
  const root = location.replace(/\/+$/, '');
  const inFolders =
    (file.location.startsWith(`${root}/data/`) && !file.isDataName) ||
    (file.location.startsWith(`${root}/metadata/`) && !file.isMetadataName);
  if ((release ?? 0) <= trinoFeatures.orphansEverywhere.notUntil) {
    return inFolders ? 'goes' : 'stays';
  }
  if (inFolders !== everywhere) {
    return 'maybe';
  }
  return everywhere ? 'goes' : 'stays';
}

/** Why a file must stay, whatever Trino makes of it: after "files that are", or their number. */
function keepReason(file: SurveyedFile, location: string): string | undefined {
  if (file.referenced) {
    return 'which the table needs';
  }
  if (file.ofOtherTable) {
    return 'of another table below the location of this one';
  }
  return isInsideLocation(file.location, location)
    ? undefined
    : 'at a path that other stores read differently';
}

function leavingTheLog(
  files: SurveyedFile[],
  { metadataLog, properties }: TableSurvey['metadata'],
  commits: number,
): SurveyedFile[] {
  if (isTrue(properties['write.metadata.delete-after-commit.enabled'])) {
    // Whoever commits removes them.
    return [];
  }
  const length = Number(
    properties['write.metadata.previous-versions-max'] ?? LOG_LENGTH,
  );
  const leaving = metadataLog.length + commits - length;
  if (!Number.isFinite(leaving) || leaving <= 0) {
    return [];
  }
  const oldest = new Set(
    [...metadataLog]
      .sort((a, b) => a.timestampMs - b.timestampMs)
      .slice(0, leaving)
      .map(entry => nameOf(entry.metadataLocation)),
  );
  return files.filter(
    file => file.referenced && oldest.has(nameOf(file.location)),
  );
}

/** Why Trino would refuse, do nothing, or must not be asked: a full sentence. */
export function refusalOfTrino(metadata: TableMetadata): string | undefined {
  const forbidden = garbageCollectionRefusal(metadata);
  if (forbidden !== undefined) {
    return forbidden;
  }
  if (metadata.properties['write.location-provider.impl'] !== undefined) {
    return 'Trino refuses tables whose files another program places (write.location-provider.impl).';
  }
  return metadata.currentSnapshotId === undefined
    ? 'Trino does nothing to a table without a snapshot.'
    : undefined;
}

function nameOf(location: string): string {
  return location.slice(location.lastIndexOf('/') + 1);
}

function isTrue(property: string | undefined): boolean {
  return property?.trim().toLowerCase() === 'true';
}
