export * from './ApprovalRefusedError';
export * from './ConflictError';
export * from './ExecutorError';
export * from './MaintenanceError';
export * from './OrphansUnknownError';
export * from './UnsupportedUnitError';
