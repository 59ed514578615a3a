export { LegacyPage } from './LegacyPage';
export { LegacyTab } from './LegacyTab';
