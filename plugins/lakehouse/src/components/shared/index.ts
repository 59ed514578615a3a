export { Age } from './Age';
export { AsOf } from './AsOf';
export { ChartCard, useAsTable } from './AsTable';
export { Banner } from './Banner';
export { Bar, type BarPart } from './Bar';
export { CardFrame, type CardFrameProps } from './CardFrame';
export { CodeBlock } from './CodeBlock';
export { CopyButton } from './CopyButton';
export { describeError, type DescribedError } from './describeError';
export { DiffLines } from './DiffLines';
export { EmptyState } from './EmptyState';
export { EntityLink } from './EntityLink';
export { ErrorPanel } from './ErrorPanel';
export { Figure } from './Figure';
export {
  formatAge,
  formatBytes,
  formatChange,
  formatCount,
  formatDate,
  formatFactor,
  formatInstant,
  formatShare,
  formatSnapshotId,
} from './format';
export { announceLakehouseChange } from './lakehouseChanges';
export { LayerMark } from './LayerMark';
export { Lede } from './Lede';
export { NamedText } from './NamedText';
export { Loading, SkeletonLines, useSlow } from './Loading';
export { OwnerLink } from './OwnerLink';
export { PersonLink } from './PersonLink';
export { QueryView } from './QueryView';
export { ScanBanner } from './ScanBanner';
export { Segments, type Segment } from './Segments';
export {
  SEVERITY_COLORS,
  SEVERITY_ICONS,
  SEVERITY_ORDER,
  SEVERITY_WORDS,
} from './severity';
export { SeverityChip, SeverityIcon } from './SeverityChip';
export { SnapshotId } from './SnapshotId';
export { Sparkline } from './Sparkline';
export { Split } from './Split';
export { Surface } from './Surface';
export { TableQueryView } from './TableQueryView';
export { TableLink } from './TableLink';
export { TableName } from './TableName';
export { useTableSummary } from './useTableSummary';
export { useLakehouseQuery, type LakehouseQuery } from './useLakehouseQuery';
export { useQueryParam } from './useQueryParam';
export { useSlashKey } from './useSlashKey';
export { useNow } from './useNow';
export { tableKey, WithTable } from './WithTable';
export { default as tableStyles } from './table.module.css';
export { default as text } from './text.module.css';
