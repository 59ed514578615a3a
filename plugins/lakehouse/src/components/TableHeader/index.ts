export { TableFactsBar } from './TableFactsBar';
export { TableHeader } from './TableHeader';
