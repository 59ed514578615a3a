export { byteTicks } from './byteTicks';
export type { ContinuousScale } from './ContinuousScale';
export { linearScale } from './linearScale';
export { linearTicks, niceDomain } from './linearTicks';
export { logScale } from './logScale';
export { powerTicks } from './powerTicks';
export { sqrtScale } from './sqrtScale';
export { timeTicks } from './timeTicks';
