'use strict';

const { continueOnSupportedNode } = require('./continueOnSupportedNode');

module.exports = { continueOnSupportedNode };
