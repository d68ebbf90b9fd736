// A node:test reporter for scripts/nodeTests.mjs: one JSON line per leaf test. A test or suite that only holds others is
// counted when it fails for a reason of its own (a hook, say), and never when it passes.

/** @typedef {{ name: string, ok: boolean, skipped: boolean, detail: string }} Leaf */

export default async function* leafReporter(source) {
  /** Names from the outermost suite down to the test at hand. */
  const names = [];
  /** At each depth: whether a test of that depth has ended since the last one above it. */
  const seen = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') names[data.nesting] = data.name;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isLeaf = !seen[data.nesting + 1] && data.details?.type !== 'suite';
    seen[data.nesting + 1] = false;
    seen[data.nesting] = true;
    const error = data.details?.error;
    const ok = type === 'test:pass' || data.todo !== undefined;
    if (!isLeaf && (ok || error?.failureType === 'subtestsFailed')) continue;
    const name = [...names.slice(0, data.nesting), data.name].join(' > ');
    const skipped = data.skip !== undefined || data.todo !== undefined;
    yield `${JSON.stringify({ name, ok, skipped, detail: ok ? '' : describe(error) })}\n`;
  }
}

function describe(error) {
  const cause = error?.cause ?? error;
  const text = typeof cause === 'object' ? (cause?.stack ?? cause?.message) : cause;
  const nested = cause?.cause === undefined ? '' : `\ncaused by ${cause.cause.stack ?? cause.cause}`;
  return `${text ?? 'failed without an error'}${nested}`
    .replace(/^ +at .*(\(node:|at node:|node_modules|\(<anonymous>\)$).*\n?/gm, '')
    .trimEnd();
}
