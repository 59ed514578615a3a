export { compareLakehouses } from './compareLakehouses';
export { diagnoseStack } from './diagnoseStack';
export { documentInCluster } from './documentInCluster';
export type {
  ComparisonNote,
  LakehouseComparison,
  ObjectChange,
} from './LakehouseComparison';
export type { StackDiagnosis } from './StackDiagnosis';
export type { StackFinding, StackTopic } from './StackFinding';
export type { StackInput } from './StackInput';
export {
  previewUpgrade,
  upgradeVersions,
  type UpgradePreview,
} from './previewUpgrade';
