// The suite that runs inside the extension host of a real editor. The editor loads this module and calls `run()`; what
// it prints with the mark reaches the terminal, and the totals go to the file that ESCAPEMENT_TOTALS names.
import { writeFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';

/** One line for each test that fails, with its details at the end; a passing test is a number. */
class FailuresOnly extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on('fail', test => Mocha.reporters.Base.consoleLog('✖ %s', test.fullTitle()));
    runner.once('end', () => this.epilogue());
  }
}

export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split('\n')) console.log(`[test] ${line}`);
  };
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({ ui: 'bdd', timeout: 120_000, color: false, reporter: FailuresOnly });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  // A test file registers its tests when it is loaded, which must come after the line above.
  await import('./activation.test');
  await import('./liveHints.test');
  await import('./pool.test');
  const failed = await new Promise<number>(resolve => {
    const runner = mocha.run(resolve);
    runner.once('end', () => {
      const { passes, failures } = runner.stats ?? { passes: 0, failures: 1 };
      const totals = { passed: passes, failed: failures };
      const file = process.env['ESCAPEMENT_TOTALS'];
      if (file) writeFileSync(file, JSON.stringify(totals));
    });
  });
  if (failed > 0) throw new Error(`${failed} failed`);
}
