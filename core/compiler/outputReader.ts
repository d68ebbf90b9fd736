// Reads what the compiler prints under `-m=2`, line by line as it comes, into typed messages per compilation (`# …` block).
// `-m=2` of some packages is a hundred megabytes, nearly all of it explanations of leaking parameters: unless they are asked
// for they are dropped as they come, at the cost of one comparison a line.
import { buildExplanation, isBelowHead, readHead, type ExplanationBuilder } from './explanation';
import type { CompilerMessage, Explanation, Place, VariantOutput } from './message';
import { noPlace, readPlace } from './place';
import { readVerdict } from './verdicts';

export interface OutputReaderOptions {
  /** Keep the explanations of `parameter … leaks` heads: most of the text. */
  readonly keepParameterExplanations: boolean;
  /** A finished `# …` block. A variant may have several. */
  readonly onVariant: (output: VariantOutput) => void;
  /** A line outside any block: the go command's own words. */
  readonly onLoose: (line: string) => void;
}

export interface OutputReader {
  /** One line without its line end. */
  line(text: string): void;
  /** The output is over. */
  end(): void;
}

/** Longer lines are cut: no message of the compiler comes near. */
const longestLine = 1 << 20;
/** Up to Go 1.21 a raw string is printed with its newlines; this many lines of one are joined at the most. */
const mostJoined = 1_000;

/** `dropped`: below the head of a parameter that nobody asked for. */
type Below = { readonly kind: 'kept'; readonly explanation: ExplanationBuilder } | { readonly kind: 'dropped' } | null;

interface Block {
  readonly variant: string;
  readonly messages: CompilerMessage[];
  readonly explanations: ExplanationBuilder[];
}

export function createOutputReader(options: OutputReaderOptions): OutputReader {
  let block: Block | null = null;
  let below: Below = null;
  /** Lines of a message whose raw string has not ended yet. */
  let open: string[] = [];
  /** The last position as printed, with ": ": the lines of a block repeat it. */
  let lastPosition = '\0';
  let lastPlace: Place = noPlace;

  function endBlock(): void {
    closeOpen();
    below = null;
    if (!block) return;
    const { variant, messages, explanations } = block;
    block = null;
    options.onVariant({ variant, messages, explanations: explanations.map<Explanation>(built => built.done()) });
  }

  /** Reads the position into `lastPlace`; returns where the text begins, 0 where there is no position. */
  function readPosition(line: string): number {
    if (line.startsWith(lastPosition)) return lastPosition.length;
    const placed = readPlace(line);
    if (!placed) return 0;
    lastPosition = line.slice(0, placed.textStart);
    lastPlace = placed.place;
    return placed.textStart;
  }

  function closeOpen(): void {
    if (open.length === 0) return;
    const lines = open;
    open = [];
    // Never closed: what looked like a raw string was none, and each line stands for itself.
    for (const line of lines) message(line);
  }

  function message(line: string): void {
    const textStart = readPosition(line);
    const place = textStart > 0 ? lastPlace : noPlace;
    const text = textStart > 0 ? line.slice(textStart) : line;
    if (below && isBelowHead(text)) {
      if (below.kind === 'kept') below.explanation.add(text, line);
      return;
    }
    const head = readHead(text);
    if (head) {
      if (head.kind === 'parameter' && !options.keepParameterExplanations) {
        below = { kind: 'dropped' };
        return;
      }
      const explanation = buildExplanation(head, place, line);
      block!.explanations.push(explanation);
      below = { kind: 'kept', explanation };
      return;
    }
    below = null;
    const last = block!.messages.at(-1);
    if (textStart === 0 && line.startsWith('\t') && last) {
      // The compiler goes on about an error.
      block!.messages[block!.messages.length - 1] = { ...last, raw: `${last.raw}\n${line}` };
      return;
    }
    block!.messages.push({ place, body: readVerdict(text), text, raw: line });
  }

  return {
    line(line) {
      if (line.length > longestLine) line = line.slice(0, longestLine);
      // Nearly every line of a large output goes no further than this.
      if (below?.kind === 'dropped' && open.length === 0) {
        const start = line.startsWith(lastPosition) ? lastPosition.length : -1;
        if (start > 0 && line.startsWith('  ', start) && !hasOddBackquotes(line)) return;
      }
      if (line.trim() === '') return;
      if (isHeader(line)) {
        endBlock();
        block = { variant: line.slice(2).trim(), messages: [], explanations: [] };
        return;
      }
      if (!block || line.startsWith('go: ')) {
        options.onLoose(line);
        return;
      }
      if (open.length > 0) {
        if (readPlace(line) || open.length >= mostJoined) closeOpen();
        else {
          open.push(line);
          const joined = open.join('\n');
          if (!hasOddBackquotes(line)) return;
          open = [];
          message(joined);
          return;
        }
      }
      if (hasOddBackquotes(line)) open.push(line);
      else message(line);
    },
    end: endBlock,
  };
}

const isHeader = (line: string): boolean => line.startsWith('# ') && line.length > 2;

function hasOddBackquotes(line: string): boolean {
  let odd = false;
  for (let at = line.indexOf('`'); at >= 0; at = line.indexOf('`', at + 1)) odd = !odd;
  return odd;
}
