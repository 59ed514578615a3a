export { diffObjects } from './diffObjects';
export * from './FieldChange';
