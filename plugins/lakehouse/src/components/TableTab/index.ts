export { TableTab } from './TableTab';
