import type { Prepare } from '../harness/Answer';
import { avscFull, avscProjected } from './avsc';
import { icebird } from './icebird';
import { incremental } from './incremental';
import { inflate, inflateInTwo } from './inflate';
import { ours } from './ours';

/** Those that run in Node, by name. */
export const CONTENDERS: Record<string, Prepare> = {
  ours,
  incremental,
  inflate,
  inflateInTwo,
  avscFull,
  avscProjected,
  icebird,
};
