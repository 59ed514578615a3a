export { readSmallFiles } from './readSmallFiles';
export { readExpiry, sumOfExpiry, type UnreachableFiles } from './readExpiry';
