export * from './CountingFileIO';
export * from './FileIO';
export * from './LocalFileIO';
export { localPathCandidates } from './localPathCandidates';
export * from './RewritingFileIO';
export { type LocationRewrite, rewriteLocation } from './rewriteLocation';
export { tlsMismatch, tlsMismatchOfAnswer } from './tlsMismatch';
