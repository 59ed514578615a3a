/** Why the schedule stopped a scan: unlike the end of the back end, that is something to know about the lakehouse. */
export class ScanTimeoutError extends Error {
  readonly name = 'ScanTimeoutError';

  constructor(timeoutMs: number) {
    super(
      `The scan took longer than lakehouse.scan.schedule.timeout allows (${Math.round(
        timeoutMs / 60_000,
      )} minutes), and was stopped. What it has read is kept, and the next one goes on from there`,
    );
  }
}
