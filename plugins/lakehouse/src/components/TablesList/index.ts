export { FilterName, RangeSelect } from './FilterSelect';
export { TablesList, type TablesListProps } from './TablesList';
export {
  isFiltered,
  NO_FILTER,
  NONE,
  sameFilter,
  type TablesFilter,
  type TablesState,
} from './TablesState';
export type { ViewCounts } from './SavedViews';
export { ownerName } from './useFilterOptions';
export { type ChangeTablesState, useTablesState } from './useTablesState';
