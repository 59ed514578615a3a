export { readinessOf } from './readinessOf';
export type { Readiness } from './Readiness';
export * from './ReadinessProblem';
export * from './waitForObjects';
export * from './WaitOptions';
export * from './WaitReport';
