export { readSmallFiles } from './readSmallFiles';
export {
  expiredStatistics,
  readExpiry,
  sumOfExpiry,
  type UnreachableFiles,
} from './readExpiry';
export { LibraryHistory } from './LibraryHistory';
