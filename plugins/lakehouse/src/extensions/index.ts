export { lakehouseApi } from './apis';
export {
  lakehouseHealthEntityCard,
  tableHealthEntityCard,
  viewEntityCard,
} from './entityCards';
export {
  healthEntityContent,
  lakehouseEntityContent,
  schemaEntityContent,
  snapshotsEntityContent,
  tableEntityContent,
} from './entityContents';
export { tableEntityHeader } from './entityHeader';
export { lakehousePage } from './pages';
