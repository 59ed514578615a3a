export * from './applyTransform';
export { murmur3 } from './murmur3';
export * from './parseTransform';
export {
  formatTransformed,
  partitionPath,
  partitionPathFormatter,
} from './partitionPath';
export * from './transformResultType';
