export * from './inspectionToJson';
export * from './inspectTable';
export * from './TableInspection';
