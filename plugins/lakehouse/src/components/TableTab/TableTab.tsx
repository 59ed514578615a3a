import { Surface } from '../shared';

/** The Table tab. */
export function TableTab() {
  return <Surface>{null}</Surface>;
}
