// `npm test`: everything there is to check, from a fresh checkout on. Installs, builds, checks types, style and format,
// then runs every suite, the real-editor ones included. Goes on after a failure, so that one run shows all of them. Each
// check counts as one test; the last line is `N passed, N failed`.
import { stopTests } from './nodeTests.mjs';
import { bin, onSignal, root, run } from './project.mjs';
import { setup } from './setup.mjs';

process.chdir(root);
onSignal(stopTests);

const checks = [
  ['build', ['esbuild.mjs']],
  ['types', [bin('typescript', 'bin/tsc'), '-b']],
  ['lint', [bin('eslint', 'bin/eslint.js'), '.']],
  ['format', [bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
];
const total = { passed: 0, failed: 0 };

await check('setup', async () => {
  await setup();
  return { ok: true, output: '' };
});
for (const [name, args] of checks) await check(name, () => run(process.execPath, args, { quiet: true }));
const { runSuite, suites } = await import('./suites.mjs');
for (const name of Object.keys(suites)) {
  const started = performance.now();
  const { passed, failed } = await runSuite(name);
  total.passed += passed;
  total.failed += failed;
  line(name, { ok: failed === 0, started, rest: `${passed} passed, ${failed} failed` });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

async function check(name, work) {
  const started = performance.now();
  const { ok, output } = await work().catch(error => ({ ok: false, output: `${error.stack ?? error}\n` }));
  total[ok ? 'passed' : 'failed'] += 1;
  if (!ok) process.stdout.write(output);
  line(name, { ok, started });
}

function line(name, { ok, started, rest = '' }) {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${ok ? '✔' : '✖'} ${name}${rest && `: ${rest}`} (${seconds} s)`);
}
