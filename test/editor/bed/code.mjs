#!/usr/bin/env node
// Stands in for desktop VS Code's executable: @vscode/test-electron starts it with the same arguments and waits for its
// exit code. It runs the suite in the extension host of the bed and prints what the suite prints.
import { loadBed } from '../../../scripts/loadBed.mjs';

const { runInHost } = await loadBed();
process.exit(await runInHost(process.argv.slice(2)));
