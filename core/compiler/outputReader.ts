// Reads what the compiler and the go command print, line by line as it comes, into one VariantOutput per compilation (a `# …`
// block). `-m=2` of some packages is a hundred megabytes, nearly all of it explanations of leaking parameters: unless they are
// asked for they are dropped as they come, at the cost of one comparison a line.
// So are listings of the machine code, of which machineCode.ts keeps the calls that allocate.
// Nothing else is dropped: what no row of the table in verdicts.ts claims is a message of kind `other`.
import { buildExplanation, readHead, type ExplanationBuilder } from './explanation';
import { beginsListing, createMachineCodeReader } from './machineCode';
import type { CompilerMessage, Place, VariantOutput } from './message';
import { createPlaceReader, noPlace } from './place';
import { endsInRawString } from './scan';
import { readVerdict } from './verdicts';

export interface OutputReaderOptions {
  /** Keep the explanations of `parameter … leaks` heads: most of the text. */
  readonly keepParameterExplanations: boolean;
  /** A finished `# …` block. A variant may have several. */
  readonly onVariant: (output: VariantOutput) => void;
  /** A message, before its block is finished. */
  readonly onMessage?: (message: CompilerMessage) => void;
  /** A line outside any block, or of the go command itself. */
  readonly onLoose: (line: string) => void;
}

export interface OutputReader {
  /** One line without its line end. */
  line(text: string): void;
  /** The output is over. */
  end(): void;
  /** The block that is going on, as far as it has come; null between blocks. */
  soFar(): VariantOutput | null;
  /** Lines that were understood and not kept: explanations of parameters, and of any explanation what goes beyond 10,000 lines. */
  readonly droppedLines: number;
}

export function createOutputReader(options: OutputReaderOptions): OutputReader {
  const places = createPlaceReader();
  const listing = createMachineCodeReader();
  let block: Block | null = null;
  /** The position as printed, with its ": ", of the line before: the lines of one explanation repeat it. */
  let position = '';
  let place: Place = noPlace;
  /** The explanation that is going on, at `position`; `dropped` is one that nobody asked for. */
  let below: ExplanationBuilder | 'dropped' | null = null;
  /** Raw strings may span lines: up to Go 1.21. From 1.25 on heads name the function, and show that they do not. */
  let spansLines = true;
  /** What a line that begins with a TAB goes on with. */
  let before: 'message' | 'loose' | null = null;
  /** Lines of one message whose raw string has not ended yet. */
  let open: string[] = [];
  let openLength = 0;
  let droppedLines = 0;

  function endBlock(): void {
    below = null;
    before = null;
    position = '';
    places.clear();
    const machineCode = listing.take();
    if (!block) return;
    const output = outputOf(block);
    block = null;
    options.onVariant(machineCode ? { ...output, machineCode } : output);
  }

  /** A line, or several that a raw string joins. */
  function statement(raw: string, into: Block): void {
    if (position !== '' && raw.startsWith(position)) {
      const text = raw.slice(position.length);
      if (below !== null && text.startsWith('  ')) {
        if (below === 'dropped' || !below.add(text, raw)) droppedLines += lineCount(raw);
        return;
      }
      message(text, raw, into);
      return;
    }
    const found = places.prefix(raw);
    position = found ? raw.slice(0, found.end) : '';
    place = found ? found.place : noPlace;
    message(raw.slice(position.length), raw, into);
  }

  function message(text: string, raw: string, into: Block): void {
    const isContinued = before === 'message' && position === '' && raw.startsWith('\t');
    below = null;
    before = null;
    const head = readHead(text);
    if (head) {
      spansLines = head.function === null;
      if (head.kind === 'parameter' && !options.keepParameterExplanations) {
        droppedLines += lineCount(raw);
        below = 'dropped';
        return;
      }
      below = buildExplanation(head, place, raw, places.alone);
      into.explanations.push(below);
      return;
    }
    before = 'message';
    const last = isContinued ? into.messages.pop() : undefined;
    const read = last ? { ...last, raw: `${last.raw}\n${raw}` } : { place, body: readVerdict(text), text, raw };
    into.messages.push(read);
    options.onMessage?.(read);
  }

  /** A line that no raw string joins to the one before. `joins`: it may be the first of several itself. */
  function line(text: string, joins: boolean): void {
    if (isBlank(text)) return;
    if (isHeader(text)) {
      endBlock();
      spansLines = true;
      block = { variant: text.slice(2).trim(), messages: [], explanations: [] };
    } else if (!block || isLoose(text) || (before === 'loose' && text.startsWith('\t'))) {
      before = 'loose';
      options.onLoose(text);
    } else if (joins && spansLines && endsInRawString(text)) {
      open = [text];
      openLength = text.length;
    } else {
      statement(text, block);
    }
  }

  /** The raw string of the open lines has ended, or there was none: then each of them stands for itself. */
  function closeOpen(hasEnded: boolean): void {
    const lines = open;
    open = [];
    if (hasEnded && block) statement(lines.join('\n'), block);
    else for (const single of lines) line(single, false);
  }

  return {
    line(text) {
      // Nearly every line of a large output goes no further than this.
      if (below === 'dropped' && open.length === 0 && isBelow(text, position) && !(spansLines && text.includes('`'))) {
        droppedLines++;
        return;
      }
      if (open.length > 0 && beginsListing(text)) closeOpen(false);
      if (block !== null && open.length === 0 && listing.line(text)) return;
      const cut = text.length > longestLine ? text.slice(0, longestLine) : text;
      if (open.length > 0) {
        openLength += cut.length + 1;
        const goesOn = openLength <= longestLine && open.length < mostJoined && places.prefix(cut) === null;
        if (goesOn) {
          open.push(cut);
          if (!endsInRawString(cut, true)) closeOpen(true);
          return;
        }
        closeOpen(false);
      }
      line(cut, true);
    },
    end() {
      closeOpen(false);
      endBlock();
    },
    soFar: () => block && outputOf(block),
    get droppedLines() {
      return droppedLines;
    },
  };
}

interface Block {
  readonly variant: string;
  readonly messages: CompilerMessage[];
  readonly explanations: ExplanationBuilder[];
}

function outputOf({ variant, messages, explanations }: Block): VariantOutput {
  return { variant, messages: [...messages], explanations: explanations.map(explanation => explanation.done()) };
}

/** Longer lines, and longer messages of several lines, are cut: no message of the compiler comes near. */
const longestLine = 1 << 20;
const mostJoined = 10_000;

/** The go command's own words between the compiler's. */
const isLoose = (text: string): boolean =>
  /^(?:go(?: [a-z]+)?|warning): /.test(text) || /^(?:FAIL|ok {2}|\?) *\t/.test(text);

const isHeader = (text: string): boolean => text.startsWith('# ') && text.length > 2;

const isBlank = (text: string): boolean => !(text.charCodeAt(0) > 0x20) && text.trim() === '';

/** An indented line at `position`: nothing but explanations is indented. */
function isBelow(text: string, position: string): boolean {
  const at = position.length;
  return at > 0 && text.charCodeAt(at) === 0x20 && text.charCodeAt(at + 1) === 0x20 && text.startsWith(position);
}

function lineCount(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
