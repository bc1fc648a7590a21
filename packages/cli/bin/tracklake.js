#!/usr/bin/env node
// The command: a committed file, so that npm links it before anything is built.
import "../dist/main.js";
