import { Surface } from '../shared';

/** Placeholder until its owner delivers it. */
export function LakehouseOverview() {
  return <Surface>{null}</Surface>;
}
