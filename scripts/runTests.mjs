// `node scripts/runTests.mjs SUITE… [--only PART]`: runs built suites (core, toolchain, lsp, editor); with --only the
// test files whose path contains PART. Last line `N passed, N failed`; exit code 1 when anything failed or nothing ran.
import { stopTests } from './nodeTests.mjs';
import { onSignal, root } from './project.mjs';
import { runSuite, suites } from './suites.mjs';

process.chdir(root);
onSignal(stopTests);

const args = process.argv.slice(2);
const at = args.indexOf('--only');
const only = at < 0 ? '' : args.splice(at, 2)[1];
const unknown = args.filter(name => !Object.hasOwn(suites, name));
if (unknown.length > 0 || args.length === 0 || only === undefined) {
  console.error(`usage: runTests.mjs SUITE… [--only PART], SUITE one of ${Object.keys(suites).join(', ')}`);
  process.exit(2);
}
const total = { passed: 0, failed: 0 };
for (const name of args) {
  const { passed, failed } = await runSuite(name, { only });
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
