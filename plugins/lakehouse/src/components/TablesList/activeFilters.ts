import type { FilterOption } from './FilterSelect';
import { NO_FILTER, type TablesFilter } from './TablesState';
import type { FilterOptions } from './useFilterOptions';

/** A filter that is set, in words, and what has to change to drop it. */
export interface ActiveFilter {
  label: string;
  without: Partial<TablesFilter>;
}

function labelOf(options: FilterOption[], values: readonly string[]): string {
  return values
    .map(
      value => options.find(option => option.value === value)?.label ?? value,
    )
    .join(' / ');
}

/** The filters that are set, those first that one would drop first. */
export function activeFilters(
  state: TablesFilter,
  options: FilterOptions,
): ActiveFilter[] {
  const filters: Array<ActiveFilter | undefined> = [
    state.severity.length
      ? {
          label: labelOf(options.severity, state.severity),
          without: { severity: [] },
        }
      : undefined,
    state.age
      ? {
          label: labelOf(options.age, [state.age]),
          without: { age: undefined },
        }
      : undefined,
    state.size
      ? {
          label: labelOf(options.size, [state.size]),
          without: { size: undefined },
        }
      : undefined,
    state.layer.length
      ? { label: labelOf(options.layer, state.layer), without: { layer: [] } }
      : undefined,
    state.owner.length
      ? { label: labelOf(options.owner, state.owner), without: { owner: [] } }
      : undefined,
    state.search.trim()
      ? {
          label: `“${state.search.trim()}”`,
          without: { search: NO_FILTER.search },
        }
      : undefined,
  ];
  return filters.flatMap(filter => filter ?? []);
}
