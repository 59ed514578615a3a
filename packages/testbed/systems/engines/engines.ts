import type { Engine } from './Engine';
import { javaEngine } from './javaEngine';
import { pyIcebergEngine } from './pyIcebergEngine';
import { sparkEngine } from './sparkEngine';
import { trinoEngine } from './trinoEngine';

/** All of them, in the order of the page. */
export const ENGINES: Engine[] = [
  sparkEngine,
  trinoEngine,
  pyIcebergEngine,
  javaEngine,
];
