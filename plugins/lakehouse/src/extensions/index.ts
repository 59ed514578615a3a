export { blueprintApi, lakehouseApi, maintenanceApi, policyApi } from './apis';
export {
  lakehouseHealthEntityCard,
  tableHealthEntityCard,
  viewEntityCard,
} from './entityCards';
export {
  healthEntityContent,
  lakehouseEntityContent,
  maintenanceEntityContent,
  schemaEntityContent,
  snapshotsEntityContent,
  stackEntityContent,
  tableEntityContent,
} from './entityContents';
export { tableEntityHeader } from './entityHeader';
export { lakehousePage } from './pages';
export {
  accessFormField,
  columnsFormField,
  postgresCatalogsFormField,
  rowFiltersFormField,
  answerFormField,
  catalogFormField,
  clusterFormField,
  layersFormField,
  policyAnswerFormField,
  policyPreviewFormField,
  policyWindowsFormField,
  previewFormField,
  storageFormField,
} from './formFields';
