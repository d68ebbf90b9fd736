// The edit behind a refactoring in the words of the protocol: whole files' replacements as ranges, true of the versions that the editor
// has, and where a person should look first, a change annotation that makes the editor show its preview.
import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  CreateFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { applyReplacements, type FileEdit } from '#core/refactor/offer';
import { createLineIndex } from '#core/text/lineIndex';

export interface EditSupport {
  /** Edits may name the version that they are true of. */
  readonly documentChanges: boolean;
  /** The editor asks its user about edits that say so. */
  readonly annotations: boolean;
}

export interface EditContext {
  readonly support: EditSupport;
  /** What the edit is called in the editor's preview. */
  readonly title: string;
  /** Why a person should look before it is applied; [] where nothing speaks against it. */
  readonly confirm: readonly string[];
  readonly uriOf: (file: string) => string;
  /** Null for a file that is not open. */
  readonly versionOf: (file: string) => number | null;
}

const annotationId = 'confirm';

export function toWorkspaceEdit(files: readonly FileEdit[], context: EditContext): WorkspaceEdit {
  const { support, title, confirm, uriOf, versionOf } = context;
  if (!support.documentChanges) {
    return { changes: Object.fromEntries(files.map(edit => [uriOf(edit.file), toTextEdits(edit)])) };
  }
  const isAnnotated = support.annotations && confirm.length > 0;
  const created = files
    .filter(({ isNew }) => isNew)
    .map(({ file }): CreateFile => ({ kind: 'create', uri: uriOf(file), options: { ignoreIfExists: true } }));
  const changed = files.map((edit): TextDocumentEdit => ({
    textDocument: { uri: uriOf(edit.file), version: versionOf(edit.file) },
    edits: isAnnotated
      ? toTextEdits(asOne(edit)).map((change): AnnotatedTextEdit => ({ ...change, annotationId }))
      : toTextEdits(edit),
  }));
  const documentChanges = [...created, ...changed];
  if (!isAnnotated) return { documentChanges };
  const annotation: ChangeAnnotation = { label: title, needsConfirmation: true, description: confirm.join(' ') };
  return { documentChanges, changeAnnotations: { [annotationId]: annotation } };
}

/** In a preview each replacement can be left out, and half of an edit may lose a field: there a file's are one. */
function asOne(edit: FileEdit): FileEdit {
  const { before, replacements } = edit;
  const [first, last] = [replacements[0], replacements.at(-1)];
  if (!first || !last) return edit;
  const after = applyReplacements(edit);
  const text = after.slice(first.start, after.length - (before.length - last.end));
  return { ...edit, replacements: [{ start: first.start, end: last.end, text }] };
}

function toTextEdits({ before, replacements }: FileEdit): TextEdit[] {
  const lines = createLineIndex(before);
  return replacements.map(({ start, end, text }) => ({
    range: { start: lines.positionAt(start), end: lines.positionAt(end) },
    newText: text,
  }));
}
