export { RollUpBar } from './RollUpBar';
export { SeverityCounts } from './SeverityCounts';
export { SeverityLegend } from './SeverityLegend';
export { countOf, severityParts } from './severityParts';
export { useRollUpSentence } from './useRollUpSentence';
export { Reclaimable } from './Reclaimable';
export { sumOfReclaimable, type ReclaimableRollUp } from './sumOfReclaimable';
