export { PoliciesCard } from './PoliciesCard';
export { PolicyPanel } from './PolicyPanel';
export { TablePolicyCard } from './TablePolicyCard';
