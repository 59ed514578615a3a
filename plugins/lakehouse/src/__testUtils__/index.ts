export { renderEntityContent } from './renderEntityContent';
export {
  findList,
  listedNames,
  pageQuery,
  recordLists,
  renderFleet,
} from './renderFleet';
