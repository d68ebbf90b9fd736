// The test suites by name, slowest last.
import { editorTests } from './editorTests.mjs';
import { nodeTests } from './nodeTests.mjs';

export const suites = {
  core: options => nodeTests('dist/test/core', options),
  toolchain: options => nodeTests('dist/test/toolchain', options),
  lsp: options => nodeTests('dist/test/lsp', options),
  // The bed has a browser for Linux; elsewhere one has to be named.
  ...((process.platform === 'linux' || process.env.ESCAPEMENT_BROWSER) && {
    webview: options => nodeTests('dist/test/webview', { concurrency: 1, ...options }),
  }),
  editor: editorTests,
};

/**
 * Runs one suite; never throws. A suite that ran nothing, or could not run, has failed once.
 * @param {keyof typeof suites} name
 * @param {{ only?: string }} [options]
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runSuite(name, options = {}) {
  try {
    const { passed, failed } = await suites[name](options);
    if (passed + failed > 0) return { passed, failed };
    console.log(`✖ ${name}: no test was run`);
  } catch (error) {
    console.log(`✖ ${name}: ${error.stack ?? error}`);
  }
  return { passed: 0, failed: 1 };
}
