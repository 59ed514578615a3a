import { Surface } from '../shared';

/** Placeholder until its owner delivers it. */
export function SchemaOverview() {
  return <Surface>{null}</Surface>;
}
