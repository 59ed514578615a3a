export * from './GlueCatalog';
export * from './GlueOptions';
