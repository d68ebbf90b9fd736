// The open Go documents, as the editor has them: text, version, and each change as it came, which TextDocuments of the library
// does not hand on. Keyed by absolute path; only `file:` documents are Go's business.
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { TextChange } from '#core/text/edits';
import { createLineIndex, type LineIndex } from '#core/text/lineIndex';

/** The file of a document, or null where it is none on this machine. */
export function fileOf(uri: string): string | null {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : null;
}

export interface Documents {
  open(uri: string, version: number, text: string): { readonly file: string } | null;
  /** `changes` is null where the whole text was replaced. */
  change(
    uri: string,
    version: number,
    events: readonly TextDocumentContentChangeEvent[],
  ): { readonly file: string; readonly text: string; readonly changes: readonly TextChange[] | null } | null;
  close(uri: string): { readonly file: string } | null;
  /** The URI under which the editor knows an open file; else the usual one. */
  uriOf(file: string): string;
  /** Lines of the present text, or null where the file is not open. */
  linesOf(file: string): LineIndex | null;
  /** The document of an open file. */
  get(file: string): TextDocument | null;
  all(): Iterable<TextDocument>;
}

export function createDocuments(): Documents {
  const documents = new Map<string, TextDocument>();
  const lines = new WeakMap<TextDocument, { version: number; index: LineIndex }>();
  return {
    open(uri, version, text) {
      const file = fileOf(uri);
      if (file === null) return null;
      documents.set(file, TextDocument.create(uri, 'go', version, text));
      return { file };
    },
    change(uri, version, events) {
      const file = fileOf(uri);
      const document = file === null ? undefined : documents.get(file);
      if (file === null || !document) return null;
      const changes: TextChange[] = [];
      let whole = false;
      let after = document;
      for (const event of events) {
        if ('range' in event) changes.push(textChange(after, event));
        else whole = true;
        after = TextDocument.update(after, [event], version);
      }
      documents.set(file, after);
      return { file, text: after.getText(), changes: whole ? null : changes };
    },
    close(uri) {
      const file = fileOf(uri);
      return file !== null && documents.delete(file) ? { file } : null;
    },
    uriOf: file => documents.get(file)?.uri ?? URI.file(file).toString(),
    linesOf(file) {
      const document = documents.get(file);
      if (!document) return null;
      const known = lines.get(document);
      if (known?.version === document.version) return known.index;
      const index = createLineIndex(document.getText());
      lines.set(document, { version: document.version, index });
      return index;
    },
    get: file => documents.get(file) ?? null,
    all: () => documents.values(),
  };
}

/** With what the text before the change knows of it: Enter at the end of a line leaves that line as it is. */
function textChange(
  before: TextDocument,
  { range, text }: { readonly range: Range; readonly text: string },
): TextChange {
  const lineEnd = before.getText({ start: range.start, end: { line: range.start.line + 1, character: 0 } });
  return { range, text, startsAtLineEnd: !/[^\r\n]/.test(lineEnd) };
}
