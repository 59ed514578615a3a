import { Surface } from '../shared';

/** Placeholder until its owner delivers it. */
export function LakehouseHealthCard() {
  return <Surface bare>{null}</Surface>;
}
