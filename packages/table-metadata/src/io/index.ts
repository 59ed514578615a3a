export * from './CountingFileIO';
export * from './FileIO';
export * from './LocalFileIO';
export * from './RewritingFileIO';
export { type LocationRewrite, rewriteLocation } from './rewriteLocation';
