export { SchemaOverview } from './SchemaOverview';
