import { Surface, WithTable } from '../shared';
import { MaintenanceView } from './MaintenanceView';

/** The Maintenance tab of a table's entity page: its runs, a plan, or one run. */
export function MaintenanceTab() {
  return (
    <Surface>
      <WithTable>{table => <MaintenanceView table={table} />}</WithTable>
    </Surface>
  );
}
