export * from './MaintenanceExecutor';
export * from './MaintenanceOperation';
export * from './MaintenancePlan';
export * from './MaintenanceRun';
export * from './MaintenanceUnit';
export * from './TableStore';
