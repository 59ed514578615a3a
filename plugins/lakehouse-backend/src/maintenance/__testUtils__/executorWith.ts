import type { MaintenanceExecutor } from '@lakehouse-portal/maintenance';

/** An executor of which some calls are answered otherwise. */
export function executorWith(
  executor: MaintenanceExecutor,
  over: Partial<MaintenanceExecutor>,
): MaintenanceExecutor {
  return {
    engine: executor.engine,
    capabilities: executor.capabilities,
    run: (...args) => executor.run(...args),
    checksum: (...args) => executor.checksum(...args),
    ...over,
  };
}
