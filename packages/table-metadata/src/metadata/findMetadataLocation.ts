import { MissingFileError, TableReadError } from '../errors';
import type { ListingFileIO } from '../io';
import type { ReadWarning } from '../model';
import { parseMetadataFileName } from './parseMetadataFileName';
import { readTableMetadata } from './readTableMetadata';

/**
 * Where the newest metadata of a table folder is.
 * @public
 */
export interface FoundMetadata {
  metadataLocation: string;
  /** Doubts about the choice. */
  warnings: ReadWarning[];
}

interface Candidate {
  location: string;
  name: string;
  naming: 'hadoop' | 'catalog';
  version: bigint;
}

/** Of a metadata file, in all spellings. */
const SUFFIX = /(?:\.gz)?\.metadata\.json(?:\.gz)?$/;
/** A version hint is a number or a name. */
const MAX_HINT_BYTES = 4096;

/**
 * Finds the newest metadata file of a table that is named by its folder.
 *
 * A folder knows less than a catalog: a file that a writer left behind without committing it cannot be told
 * from a committed one. Tables in Hadoop naming (`v3.metadata.json`) are read from `version-hint.text` on
 * upwards, as engines do; others by the highest number of `00003-….metadata.json`. Where several files compete (two
 * writers raced, or the table moved from one kind of catalog to another), the one that was written last is taken, with
 * a warning.
 *
 * @param io - How to read and list.
 * @param tableLocation - The folder of the table, or its `metadata` folder.
 * @throws MissingFileError when there is no metadata file.
 * @public
 */
export async function findMetadataLocation(
  io: ListingFileIO,
  tableLocation: string,
  options: { signal?: AbortSignal } = {},
): Promise<FoundMetadata> {
  const base = tableLocation.replace(/\/+$/, '');
  for (const folder of [`${base}/metadata`, base]) {
    const { candidates, hintLocation } = await listCandidates(
      io,
      folder,
      options,
    );
    if (candidates.length === 0) continue;
    const warnings: ReadWarning[] = [];
    const hint =
      hintLocation === undefined
        ? undefined
        : await readHint(io, hintLocation, warnings);
    const chosen =
      (hint === undefined ? undefined : byHint(hint, candidates, warnings)) ??
      [];
    const rivals = (['hadoop', 'catalog'] as const)
      .filter(naming => chosen.every(candidate => candidate.naming !== naming))
      .flatMap(naming =>
        highest(candidates.filter(candidate => candidate.naming === naming)),
      );
    return {
      metadataLocation: await newestOf(
        io,
        [...chosen, ...rivals],
        warnings,
        options,
      ),
      warnings,
    };
  }
  throw new MissingFileError(
    `There is no Iceberg metadata in ${tableLocation}: no file like metadata/00000-….metadata.json or metadata/v1.metadata.json`,
    {
      location: tableLocation,
    },
  );
}

async function listCandidates(
  io: ListingFileIO,
  folder: string,
  options: { signal?: AbortSignal },
): Promise<{ candidates: Candidate[]; hintLocation?: string }> {
  const candidates: Candidate[] = [];
  let hintLocation: string | undefined;
  for (const { location } of await io.list(folder, options)) {
    const name = location.slice(location.lastIndexOf('/') + 1);
    const parsed = parseMetadataFileName(name);
    if (parsed) candidates.push({ location, name, ...parsed });
    else if (name === 'version-hint.text') hintLocation = location;
  }
  return { candidates, hintLocation };
}

async function readHint(
  io: ListingFileIO,
  location: string,
  warnings: ReadWarning[],
): Promise<string | undefined> {
  try {
    return new TextDecoder()
      .decode(await io.read(location, { maxBytes: MAX_HINT_BYTES }))
      .trim();
  } catch (error) {
    if (!(error instanceof TableReadError)) throw error;
    warnings.push({
      code: 'version-hint-unreadable',
      message: `version-hint.text could not be read: ${error.message}`,
      location,
    });
    return undefined;
  }
}

/** The file that the hint names; from a number on, the newest of the versions that follow without a gap. */
function byHint(
  hint: string,
  candidates: Candidate[],
  warnings: ReadWarning[],
): Candidate[] | undefined {
  const isNumber = /^\d{1,18}$/.test(hint);
  const named = candidates.filter(
    ({ name }) => name === hint || name.replace(SUFFIX, '') === hint,
  );
  if (named.length > 0) return named;
  if (isNumber) {
    // By version: a hint that nobody renewed may be thousands of versions behind.
    const versions = new Map<bigint, Candidate[]>();
    for (const candidate of candidates) {
      if (candidate.naming !== 'hadoop') continue;
      const same = versions.get(candidate.version);
      if (same) same.push(candidate);
      else versions.set(candidate.version, [candidate]);
    }
    let chosen: Candidate[] | undefined;
    for (
      let version = BigInt(hint), found = versions.get(version);
      found;
      found = versions.get(++version)
    )
      chosen = found;
    if (chosen) return chosen;
  }
  warnings.push({
    code: 'version-hint-wrong',
    message: `version-hint.text names "${hint.slice(
      0,
      80,
    )}", which is not there; the newest metadata file is used`,
  });
  return undefined;
}

function highest(candidates: Candidate[]): Candidate[] {
  let best = -1n;
  for (const { version } of candidates) if (version > best) best = version;
  return candidates.filter(({ version }) => version === best);
}

/** Of several files that may be the newest, the one that was written last. */
async function newestOf(
  io: ListingFileIO,
  candidates: Candidate[],
  warnings: ReadWarning[],
  options: { signal?: AbortSignal },
): Promise<string> {
  if (candidates.length === 1) return candidates[0].location;
  let newest: { location: string; lastUpdatedMs: number } | undefined;
  for (const { location } of candidates) {
    try {
      const { lastUpdatedMs = 0 } = await readTableMetadata(
        io,
        location,
        options,
      );
      if (!newest || lastUpdatedMs > newest.lastUpdatedMs)
        newest = { location, lastUpdatedMs };
    } catch (error) {
      if (!(error instanceof TableReadError)) throw error;
      warnings.push({
        code: 'metadata-unreadable',
        message: `A metadata file could not be read: ${error.message}`,
        location,
      });
    }
  }
  const chosen = newest?.location ?? candidates[0].location;
  warnings.push({
    code: 'metadata-ambiguous',
    message: `${candidates.length} metadata files have the highest number, or are of different namings; the newest of them is shown. Only the catalog knows which one counts`,
    location: chosen,
  });
  return chosen;
}
