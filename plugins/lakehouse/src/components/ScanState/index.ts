export * from './AcceptLoss';
export { LakehouseBanner } from './LakehouseBanner';
export { ScanFacts } from './ScanFacts';
export { ScanLakehouse } from './ScanLakehouse';
export { scanRevision } from './scanRevision';
export { summarizeScans } from './summarizeScans';
export { useRefresh } from './useRefresh';
export { worstScan } from './worstScan';
