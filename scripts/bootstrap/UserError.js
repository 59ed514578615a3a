'use strict';

/** An error whose message is all that a person needs to see. */
class UserError extends Error {
  name = 'UserError';
}

module.exports = { UserError };
