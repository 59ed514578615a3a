import type { TrinoOrphans } from './trinoOrphanRule';

const DAY_MS = 24 * 60 * 60 * 1000;

/** From when on files stay, and why that is earlier than the age that was asked for. */
export interface OrphanCutoff {
  /** Milliseconds since the epoch. */
  olderThanMs: number;
  reason?: string;
}

/**
 * The latest instant before which Trino would remove nothing but the wanted files: nothing else that it would remove is
 * older, nor anything that the next commits would make an orphan, nor is anything younger by less than `marginMs`, since the
 * statement may begin that much later.
 *
 * @param options - `olderThanMs`: as the policy has it. `minRetentionMs`: what the cluster insists on.
 */
export function orphanCutoff(
  { wanted, others, leaving }: TrinoOrphans,
  options: {
    olderThanMs: number;
    minRetentionMs?: number;
    nowMs: number;
    marginMs: number;
  },
): OrphanCutoff {
  const { minRetentionMs = 0, nowMs, marginMs } = options;
  let cutoff: OrphanCutoff = { olderThanMs: options.olderThanMs };
  const lower = (olderThanMs: number, reason: string) => {
    if (olderThanMs < cutoff.olderThanMs) {
      cutoff = { olderThanMs, reason };
    }
  };
  lower(
    nowMs - minRetentionMs,
    `This Trino keeps what is younger than ${
      Math.round((minRetentionMs / DAY_MS) * 100) / 100
    } days (iceberg.remove-orphan-files.min-retention).`,
  );
  const risky = others
    .filter(({ file }) => file.modifiedMs - marginMs < cutoff.olderThanMs)
    .sort((a, b) => a.file.modifiedMs - b.file.modifiedMs);
  if (risky.length > 0) {
    const [{ file, why }] = risky;
    lower(
      file.modifiedMs - marginMs,
      `With them, Trino would remove ${
        risky.length === 1
          ? 'a file that must'
          : `${risky.length} files that must`
      } stay: ${file.location}, ${why}.`,
    );
  }
  const oldest = Math.min(...leaving.map(({ modifiedMs }) => modifiedMs));
  lower(
    oldest - marginMs,
    'They are younger than the oldest file of the metadata log: the next commit pushes that one out, and Trino would remove it too, though nobody approved it.',
  );
  // The newest first: wherever one is too near, the cutoff goes before it.
  for (const { modifiedMs } of [...wanted].sort(
    (a, b) => b.modifiedMs - a.modifiedMs,
  )) {
    if (modifiedMs < cutoff.olderThanMs) {
      break;
    }
    lower(
      modifiedMs - marginMs,
      cutoff.reason ??
        'They are hardly older than files that have to stay, and the statement may begin late.',
    );
  }
  return cutoff;
}
