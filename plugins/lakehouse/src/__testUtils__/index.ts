export { renderEntityContent } from './renderEntityContent';
