/** An error as Trino says it in a page, with the stack that nobody is to see. */
export const FAILURE = {
  message: "line 1:15: Table 'lake.shop.nope' does not exist",
  errorCode: 46,
  errorName: 'TABLE_NOT_FOUND',
  errorType: 'USER_ERROR',
  errorLocation: { lineNumber: 1, columnNumber: 15 },
  failureInfo: {
    type: 'io.trino.spi.TrinoException',
    stack: ['at io.trino.Secret.internals(Secret.java:1)'],
  },
};
