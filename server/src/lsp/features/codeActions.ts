// Refactorings as code actions. What is offered costs little; the edit is made (and compiled) when somebody takes it, or at once for an
// editor that cannot ask later. What cannot be done is a disabled action with its reason, where the editor knows such; a proof that fails
// when the action was taken already is told in a message, since by then an editor shows no more than that nothing happened.
import type { ClientCapabilities, CodeAction, CodeActionParams } from 'vscode-languageserver/node';
import type { Translate } from '#core/messages/translate';
import type { Offer, Resolution } from '#core/refactor/offer';
import type { Refactorings } from '#server/analysis/refactor/refactorings';
import { toWorkspaceEdit, type EditSupport } from '../toWorkspaceEdit';

export interface CodeActionSupport extends EditSupport {
  /** The editor takes actions with an edit, not only commands. */
  readonly literals: boolean;
  /** Actions may come without their edit, which is asked for when it is needed. */
  readonly lazy: boolean;
  readonly disabled: boolean;
}

export function codeActionSupport({ textDocument, workspace }: ClientCapabilities): CodeActionSupport {
  const { codeAction } = textDocument ?? {};
  const { workspaceEdit } = workspace ?? {};
  return {
    literals: codeAction?.codeActionLiteralSupport !== undefined,
    lazy: codeAction?.dataSupport === true && (codeAction.resolveSupport?.properties.includes('edit') ?? false),
    disabled: codeAction?.disabledSupport === true,
    documentChanges: workspaceEdit?.documentChanges === true,
    annotations: workspaceEdit?.changeAnnotationSupport !== undefined,
  };
}

export interface CodeActionParts {
  readonly refactorings: Refactorings;
  readonly support: CodeActionSupport;
  readonly t: Translate;
  /** An open document's file, present text and version; null for one that is not open. */
  readonly documentOf: (uri: string) => OpenDocument | null;
  readonly uriOf: (file: string) => string;
  /** Null for a file that is not open. */
  readonly openOf: (file: string) => OpenDocument | null;
  /** One line for the person, now. */
  readonly tell: (text: string) => void;
}

export interface OpenDocument {
  readonly file: string;
  readonly text: string;
  readonly version: number;
}

/** What an action needs to find its offer again. It goes to the editor and comes back from it. */
interface ActionData {
  readonly uri: string;
  readonly offer: unknown;
}

/** Rejects only with the signal's AbortError. */
export async function codeActions(
  { textDocument: { uri }, range, context: { only } }: CodeActionParams,
  parts: CodeActionParts,
  signal: AbortSignal,
): Promise<CodeAction[]> {
  const { refactorings, support } = parts;
  const document = parts.documentOf(uri);
  if (!document || !support.literals) return [];
  const offers = await refactorings.offers({ ...document, range }, only ?? null, signal);
  const actions: CodeAction[] = [];
  for (const offer of offers) {
    const action = toAction(offer, uri);
    const isDone = offer.refused !== null || support.lazy;
    const { action: given, confirm } = isDone
      ? { action, confirm: [] }
      : await withEdit(action, offer.data, document, parts, signal);
    // Nobody has chosen anything yet: what should be looked at is told where it is chosen.
    const title = [given.title, ...confirm].join(' – ');
    if (!given.disabled || support.disabled) actions.push({ ...given, title });
  }
  return actions;
}

/** The action with its edit; where it is refused after all, without one, and the person is told. Rejects only with the signal's AbortError. */
export async function resolveCodeAction(
  action: CodeAction,
  parts: CodeActionParts,
  signal: AbortSignal,
): Promise<CodeAction> {
  const data = readData(action.data);
  const document = data && parts.documentOf(data.uri);
  if (!document) return action;
  const { action: resolved, confirm } = await withEdit(action, data.offer, document, parts, signal);
  // An editor that can ask shows the change, and not always why.
  const words = resolved.disabled?.reason ?? confirm.join(' ');
  if (words !== '') parts.tell(`${action.title}: ${words}`);
  return resolved;
}

function toAction({ kind, title, refused, data }: Offer, uri: string): CodeAction {
  if (refused !== null) return { title, kind, disabled: { reason: refused } };
  return { title, kind, data: { uri, offer: data } satisfies ActionData };
}

/** `confirm`: why a person should look before the edit is applied. */
async function withEdit(
  action: CodeAction,
  offer: unknown,
  document: OpenDocument,
  parts: CodeActionParts,
  signal: AbortSignal,
): Promise<{ readonly action: CodeAction; readonly confirm: readonly string[] }> {
  const { kind = '', title } = action;
  const resolution = await parts.refactorings.resolve(kind, document, offer, signal);
  if (!resolution) return { action, confirm: [] };
  const still = resolution.kind === 'edit' ? ifStillTrue(resolution, parts) : resolution;
  // Most editors look at `edit` alone; one that has none does nothing.
  if (still.kind === 'refused') return { action: { ...action, disabled: { reason: still.reason } }, confirm: [] };
  const { support, uriOf, openOf } = parts;
  const { files, confirm } = still;
  const versionOf = (file: string): number | null => openOf(file)?.version ?? null;
  const edit = toWorkspaceEdit(files, { support, title, confirm, uriOf, versionOf });
  return { action: { ...action, edit }, confirm };
}

/** Somebody may have typed while it was compiled: the edit is of a text that is no more. */
function ifStillTrue(
  resolution: Extract<Resolution, { readonly kind: 'edit' }>,
  { openOf, t }: CodeActionParts,
): Resolution {
  const isOld = resolution.files.some(({ file, before }) => (openOf(file)?.text ?? before) !== before);
  return isOld ? { kind: 'refused', reason: t('The text has changed meanwhile; please ask again.') } : resolution;
}

function readData(data: unknown): ActionData | null {
  if (typeof data !== 'object' || data === null || !('uri' in data) || !('offer' in data)) return null;
  return typeof data.uri === 'string' ? { uri: data.uri, offer: data.offer } : null;
}
