export * from './addPolicyRoutes';
export * from './AuthorizedPolicyService';
export * from './DatabasePolicyService';
export * from './DatabasePolicyStore';
export * from './PolicyService';
export * from './PolicySource';
export * from './PolicyStore';
export * from './SelectedTables';
