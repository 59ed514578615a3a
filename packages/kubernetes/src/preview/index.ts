export * from './ObjectPreview';
export * from './previewObjects';
