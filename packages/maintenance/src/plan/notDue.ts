/** What a plan says of a step that nobody is told of before, with what is before it: for those who miss it in the list. */
export const NOT_DUE =
  'are not listed as due: they go along with what is planned.';
