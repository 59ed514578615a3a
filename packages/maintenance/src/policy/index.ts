export { checkPolicy } from './checkPolicy';
export * from './describePolicy';
export * from './formatPolicy';
export * from './formOfPolicy';
export * from './InvalidMaintenancePolicyError';
export * from './lakehousePolicies';
export * from './MaintenancePolicy';
export * from './MaintenancePolicyDocument';
export * from './maintenancePolicySchema';
export { isInWindow, nextWindowMs } from './maintenanceWindows';
export {
  levelOf,
  matchesSelector,
  type PolicyLevel,
  type PolicySubject,
} from './matchesSelector';
export * from './parseBytes';
export * from './parseMaintenancePolicy';
export * from './readConfiguredPolicies';
export { INHERITED, type PolicyForm, type PolicyQuestion } from './PolicyForm';
export * from './policyOfForm';
export * from './resolveMaintenancePolicy';
