export { MaintenanceTab } from './MaintenanceTab';
export { MaintenanceView } from './MaintenanceView';
