import type { JsonObject, JsonValue } from '../json';
import {
  type JsonElementSink,
  type JsonLimits,
  type JsonMemberHandler,
  JsonMemberStream,
} from '../json/JsonMemberStream';
import type { TableMetadata } from '../model';
import { buildTableMetadata } from './buildTableMetadata';
import { SnapshotLogSink, SnapshotSink } from './SnapshotSink';

/** What a table has at most, in bytes. */
const LIMITS: JsonLimits = {
  maxPieceBytes: 64 * 1024 * 1024,
  maxMemberBytes: 256 * 1024 * 1024,
  // 200 schemas of 10,000 columns take as much.
  maxValueBytes: 1024 * 1024 * 1024,
};

/**
 * Table metadata out of a metadata file whose bytes come in pieces. The file is never in memory as a whole; snapshots and
 * their log are packed as they come.
 */
export class TableMetadataStream implements JsonMemberHandler {
  readonly #metadataLocation: string;
  readonly #stream: JsonMemberStream;
  readonly #json: JsonObject = Object.create(null);
  #snapshots: SnapshotSink | undefined;
  #snapshotLog: SnapshotLogSink | undefined;

  constructor(metadataLocation: string, limits = LIMITS) {
    this.#metadataLocation = metadataLocation;
    this.#stream = new JsonMemberStream(this, {
      location: metadataLocation,
      ...limits,
    });
  }

  /** The next bytes, unpacked. They may be overwritten afterwards. */
  push(bytes: Uint8Array): void {
    this.#stream.push(bytes);
  }

  /** @param sizeBytes - Of the file, as stored. */
  end(sizeBytes: number): TableMetadata {
    this.#stream.end();
    const snapshots = this.#snapshots;
    const snapshotLog = this.#snapshotLog;
    return buildTableMetadata(
      this.#json,
      { metadataLocation: this.#metadataLocation, sizeBytes },
      {
        snapshots: snapshots && {
          set: snapshots.finish(),
          warnings: snapshots.warnings,
        },
        snapshotLog: snapshotLog && {
          list: snapshotLog.finish(),
          warnings: snapshotLog.warnings,
        },
      },
    );
  }

  /** {@inheritDoc JsonMemberHandler.member} */
  member(key: string, value: JsonValue): void {
    // Of equal keys the last one counts.
    if (key === 'snapshots') this.#snapshots = undefined;
    if (key === 'snapshot-log') this.#snapshotLog = undefined;
    this.#json[key] = value;
  }

  /** {@inheritDoc JsonMemberHandler.list} */
  list(key: string): JsonElementSink | undefined {
    if (key === 'snapshots') {
      this.#snapshots = new SnapshotSink(this.#metadataLocation);
      return this.#snapshots;
    }
    if (key === 'snapshot-log') {
      this.#snapshotLog = new SnapshotLogSink();
      return this.#snapshotLog;
    }
    return undefined;
  }
}
