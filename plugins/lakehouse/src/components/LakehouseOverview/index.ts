export { LakehouseOverview } from './LakehouseOverview';
