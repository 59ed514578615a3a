export * from './LocationOutsideError';
export * from './UnsupportedDeletesError';
export * from './UnsupportedFileFormatError';
export * from './UnsupportedFileLayoutError';
export * from './UnsupportedLocationError';
export * from './UnsupportedTypeError';
