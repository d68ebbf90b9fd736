// The command line from end to end: reads the arguments, does what they say, answers the exit status.
import type { Translate } from '#core/messages/translate';
import type { Trees } from '#server/analysis/trees';
import { readArguments } from './arguments';
import { check } from './check';
import { refusalLine } from './errors';
import { helpText } from './help';
import { layout } from './layout';
import { applyLayout, type ApplyParts } from './layoutApply';
import { writeAll } from './output';
import { profile, type ProfileParts } from './profile';

export interface CommandLineParts extends Omit<ApplyParts, 'trees'>, ProfileParts {
  /** Loads the grammar: only who looks at files needs it. */
  readonly loadTrees: () => Promise<Trees>;
  readonly t: Translate;
}

/** `argv` without node and the script. Rejects only with the signal's AbortError, or where stdout cannot be written. */
export async function runCommandLine(
  argv: readonly string[],
  parts: CommandLineParts,
  signal: AbortSignal,
): Promise<number> {
  const { t, out, err, tool } = parts;
  const command = readArguments(argv, t);
  switch (command.kind) {
    case 'version':
      await writeAll(out, `${tool}\n`);
      return 0;
    case 'help':
      await writeAll(out, helpText(command.call, t));
      return 0;
    case 'refused':
      await writeAll(err, `${refusalLine(command)}\n`);
      return 2;
    case 'check':
      return check(command, { ...parts, trees: await parts.loadTrees() }, signal);
    case 'layout':
      return layout(command, { ...parts, trees: await parts.loadTrees() }, signal);
    case 'apply':
      return applyLayout(command, { ...parts, trees: await parts.loadTrees() }, signal);
    case 'profile':
      return profile(command, parts);
  }
}
