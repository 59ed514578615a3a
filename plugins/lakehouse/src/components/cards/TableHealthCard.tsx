import { Surface } from '../shared';

/** Placeholder until its owner delivers it. */
export function TableHealthCard() {
  return <Surface bare>{null}</Surface>;
}
