#!/usr/bin/env node
// Kept in the repository with its execute bit: npm links it before the build has made what it loads.
require("../dist/cli/main.js");
