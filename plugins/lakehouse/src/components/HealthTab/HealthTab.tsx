import { Surface } from '../shared';

/** Placeholder until its owner delivers it. */
export function HealthTab() {
  return <Surface>{null}</Surface>;
}
