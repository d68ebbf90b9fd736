// `npm run package`: escapement-<version>.vsix in the project's root, checked, with its size.
import path from 'node:path';
import { onSignal, root } from './project.mjs';
import { setup } from './setup.mjs';

onSignal(async () => undefined);
try {
  await setup();
  const { makeVsix } = await import('./vsix.mjs');
  const { file, size, entries } = await makeVsix();
  console.log(`${path.relative(root, file)}: ${entries} files, ${(size / 1000).toFixed(0)} kB`);
} catch (error) {
  console.error(`package: ${error.message}`);
  process.exitCode = 1;
}
