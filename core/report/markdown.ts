// What a hover shows for a finding: the sentence, the way to the heap as a numbered list of links, where the callee is declared, the
// size, whether it often or seldom runs, and last, below a rule, the compiler's own words. Everything that comes from source code or
// the compiler is foreign text: it is escaped, so that it can never become a link, a picture, a heading or HTML.
import type { Finding } from '#core/escape/finding';
import { code, tidy } from '#core/escape/sentences';
import { pathSentence } from '#core/escape/severity';
import type { Translate } from '#core/messages/translate';
import type { ByteColumn } from '#core/text/position';

export interface HoverOptions {
  readonly t: Translate;
  /** A URI for a place; `line` 1-based, `column` 1-based bytes (0: none). */
  readonly link: (file: string, line: number, column: ByteColumn) => string;
  /** A URI of what there is to read about a finding's code; null where there is none. */
  readonly page?: (finding: Finding) => string | null;
}

const mostRawLines = 20;
const longestRawLine = 500;

/** Markdown for the findings of one place, in their order; '' where there are none. */
export function hoverMarkdown(findings: readonly Finding[], options: HoverOptions): string {
  return findings.map(finding => findingMarkdown(finding, options)).join('\n\n---\n\n');
}

function findingMarkdown(finding: Finding, { t, link, page }: HoverOptions): string {
  const parts = [sentenceMarkdown(finding.message)];
  if (finding.stale) parts.push(`*${escapeMarkdown(t('From an older text: the present one does not compile.'))}*`);
  if (finding.chain.length > 0) {
    parts.push(
      finding.chain
        .map(({ message, file, line, column }, index) => `${index + 1}. ${linkTo(message, link(file, line, column))}`)
        .join('\n'),
    );
  }
  const { callee } = finding;
  if (callee !== null && callee.file !== null && callee.line !== null) {
    parts.push(linkTo(tidy(t('{0} is declared here', code(callee.function))), link(callee.file, callee.line, 0)));
  }
  const uri = page?.(finding) ?? null;
  if (uri !== null) parts.push(linkTo(t('Why, and what to do about it'), uri));
  const size = sizeText(finding, t);
  if (size !== null) parts.push(escapeMarkdown(size));
  const path = pathSentence(finding, t);
  if (path !== null) parts.push(escapeMarkdown(path));
  if (finding.confirmed !== null) parts.push(escapeMarkdown(confirmedText(finding.confirmed, t)));
  if (finding.raw.length > 0) parts.push(`---\n\n${rawBlock(finding.raw, t)}`);
  return parts.join('\n\n');
}

function sizeText({ bytes, sizeClass }: Finding, t: Translate): string | null {
  if (bytes === null) return null;
  if (sizeClass === null || sizeClass === bytes) return t('One allocation takes {0} bytes.', bytes);
  return t('One allocation takes {0} bytes, rounded up to {1}.', bytes, sizeClass);
}

function confirmedText(confirmed: boolean, t: Translate): string {
  return confirmed
    ? t('Confirmed by the machine code: the allocator is called for it.')
    : t('Confirmed by the machine code: the allocator is not called for it.');
}

function rawBlock(raw: readonly string[], t: Translate): string {
  const lines = raw.flatMap(text => text.split(/\r\n|[\n\r\u2028\u2029]/)).map(line => cut(line, longestRawLine));
  const shown = lines.length > mostRawLines ? lines.slice(0, mostRawLines - 1) : lines;
  const more = lines.length - shown.length;
  return codeBlock([...shown, ...(more > 0 ? [t('… and {0} more lines', more)] : [])].join('\n'), 'go-escape-output');
}

function cut(line: string, most: number): string {
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** A sentence of ours with code between backticks: the code stays code, the rest is escaped. */
export function sentenceMarkdown(message: string): string {
  const parts = message.trim().split('`');
  // A backtick without a partner is text.
  const pairs = parts.length % 2 === 1 ? parts.length : parts.length - 1;
  return parts
    .map((part, index) => {
      if (index >= pairs) return `${escapeMarkdown('`')}${escapeMarkdown(part)}`;
      return index % 2 === 1 ? inlineCode(part) : escapeMarkdown(part);
    })
    .join('');
}

function linkTo(message: string, uri: string): string {
  return `[${sentenceMarkdown(message)}](${uri.replace(/[\s()<>[\]\\"'`*_{}|^]/g, escapeUri)})`;
}

function escapeUri(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Text that means itself: every character with a meaning in Markdown is escaped, line ends become spaces. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()#+\-.!|~<>:@=^$"']/g, '\\$&')
    .replace(/&/g, '&amp;');
}

/** Code in a line, in a fence longer than any run of backticks inside; '' where there is nothing to show. */
export function inlineCode(text: string): string {
  const line = oneLine(text);
  if (line.trim() === '') return escapeMarkdown(line);
  const fence = '`'.repeat(longestRun(line) + 1);
  // A space keeps a backtick at an end apart from the fence; the renderer takes one away on each side.
  const pad = /^[` ]|[` ]$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A block of code, in a fence longer than any run of backticks inside. */
export function codeBlock(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(run => run.length));
}

/** Control characters and line ends have no place inside a line. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ');
}
