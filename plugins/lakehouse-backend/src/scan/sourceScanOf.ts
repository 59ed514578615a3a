import type { ConnectionConfig, ScanConfig, SourceScanConfig } from '../config';

/** How a source is scanned: what its connection says goes over what holds for all. */
export function sourceScanOf(
  scan: ScanConfig,
  connection: Pick<ConnectionConfig, 'scan'>,
): SourceScanConfig {
  return { ...scan, ...connection.scan };
}
