import type { Engine } from './Engine';
import { flinkEngine } from './flinkEngine';
import { javaEngine } from './javaEngine';
import { oldJavaEngine } from './oldJavaEngine';
import { pyIcebergEngine } from './pyIcebergEngine';
import { sparkEngine } from './sparkEngine';
import { trinoEngine, trinoNextEngine } from './trinoEngine';

/** All of them, in the order of the page. */
export const ENGINES: Engine[] = [
  sparkEngine,
  flinkEngine,
  trinoEngine,
  trinoNextEngine,
  pyIcebergEngine,
  javaEngine,
  oldJavaEngine,
];
